package io.hydrant.delivery.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.control.ResourceStore;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.NoDataStreams;
import io.hydrant.delivery.stream.CrashingStore.CrashPoint;
import io.hydrant.delivery.stream.DeliveryStreams.Neighbours;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionConfigurationInput;
import software.amazon.awssdk.services.firehose.model.UpdateDestinationRequest;

import java.util.Optional;

/// The life of delivery streams, with crashes and failures at every step of it.
final class DeliveryStreamsTest {
    private static final Neighbours NEIGHBOURS =
            new Neighbours(
                    new NoDataStreams(), new TableRules(new MemoryTables(), new TextFormats()));
    private static final StreamId CLICKS =
            new StreamId(AccountId.DEFAULT, new Region("eu-west-1"), "clicks");
    private static final CreateDeliveryStreamRequest WISH =
            CreateDeliveryStreamRequest.builder()
                    .deliveryStreamName("clicks")
                    .extendedS3DestinationConfiguration(
                            s3 ->
                                    s3.roleARN("arn:aws:iam::000000000000:role/fh")
                                            .bucketARN("arn:aws:s3:::lake")
                                            .prefix("v1/"))
                    .build();

    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
    private final ResourceStore store = new InMemoryResourceStore(clock);
    private final ManualExecutor background = new ManualExecutor();
    private final RecordingEngine engine = new RecordingEngine();
    private final StoredStreams stored = StoredStreams.open(store);
    private final DeliveryStreams streams = open(stored, engine);

    @Test
    void isCreatingUntilTheEngineRunsIt() {
        streams.create(CLICKS, WISH);
        assertThat(status()).isEqualTo(StreamStatus.CREATING);
        assertThat(engine.running()).isEmpty();
        assertThatThrownBy(() -> streams.writable(CLICKS)).isInstanceOf(StreamNotReady.class);
        background.runAll();
        assertThat(status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(streams.writable(CLICKS).plan()).isEqualTo(engine.running().get(CLICKS));
    }

    @Test
    void isDeletingUntilTheEngineHasForgottenIt() {
        createActive();
        streams.delete(CLICKS);
        assertThat(status()).isEqualTo(StreamStatus.DELETING);
        assertThatThrownBy(() -> streams.writable(CLICKS)).isInstanceOf(StreamNotFound.class);
        streams.delete(CLICKS);
        background.runAll();
        assertThat(stored.find(CLICKS)).isEmpty();
        assertThat(engine.calls()).containsExactly("start clicks", "delete clicks");
    }

    @Test
    void refusesToDeleteWhileCreating() {
        streams.create(CLICKS, WISH);
        assertThatThrownBy(() -> streams.delete(CLICKS)).isInstanceOf(StreamInUse.class);
    }

    @Test
    void keepsTheNameOfAStreamThatCouldNotBeCreatedUntilItIsDeleted() {
        engine.beforeEachCall(
                _ -> {
                    throw new InvalidArgument("no room for lanes");
                });
        streams.create(CLICKS, WISH);
        background.runAll();
        assertThat(status()).isEqualTo(StreamStatus.CREATING_FAILED);
        assertThat(streams.get(CLICKS).failure()).contains("no room for lanes");
        assertThatThrownBy(() -> streams.create(CLICKS, WISH)).isInstanceOf(StreamExists.class);
        assertThatThrownBy(() -> streams.writable(CLICKS)).isInstanceOf(StreamNotFound.class);

        streams.delete(CLICKS);
        background.runAll();
        assertThat(status()).isEqualTo(StreamStatus.DELETING_FAILED);
        engine.beforeEachCall(_ -> {});
        streams.delete(CLICKS);
        background.runAll();
        assertThat(stored.find(CLICKS)).isEmpty();
    }

    @Test
    void tellsWhoeverListensThatAStreamIsGone() {
        StringBuilder gone = new StringBuilder();
        streams.whenGone(id -> gone.append(id.name()));
        createActive();
        streams.delete(CLICKS);
        assertThat(gone).isEmpty();
        background.runAll();
        assertThat(gone).hasToString("clicks");
    }

    @Test
    void startsActiveStreamsAgainWithTheirNewestConfiguration() {
        createActive();
        streams.updateDestination(CLICKS, update("1", "v2/"));
        RecordingEngine restarted = new RecordingEngine();
        open(StoredStreams.open(store), restarted);
        assertThat(restarted.running().get(CLICKS)).isEqualTo(engine.running().get(CLICKS));
        assertThat(restarted.running().get(CLICKS).main().prefix()).isEqualTo("v2/");
    }

    /// Creates, encrypts, updates and deletes a stream; dies at one place more with every round,
    /// then starts again on what was stored.
    @Test
    void finishesAfterAStartWhatACrashInterrupted() {
        int places = 0;
        for (boolean crashed = true; crashed; places++) {
            ResourceStore kept = new InMemoryResourceStore(clock);
            RecordingEngine first = new RecordingEngine();
            crashed = livesAndDies(kept, first, new CrashPoint(places));

            StoredStreams after = StoredStreams.open(kept);
            RecordingEngine second = new RecordingEngine();
            open(after, second);
            Optional<DeliveryStream> stream = after.find(CLICKS);
            assertThat(Optional.ofNullable(second.running().get(CLICKS)))
                    .as("crash at place " + places)
                    .isEqualTo(stream.map(DeliveryStream::plan));
            assertThat(stream.map(DeliveryStream::status).orElse(StreamStatus.ACTIVE))
                    .isEqualTo(StreamStatus.ACTIVE);
            assertThat(stream.map(s -> s.encryption().settled().equals(s.encryption())))
                    .isNotEqualTo(Optional.of(false));
        }
        assertThat(places).isGreaterThan(15);
    }

    private boolean livesAndDies(ResourceStore kept, RecordingEngine mortal, CrashPoint crash) {
        mortal.beforeEachCall(_ -> crash.pass());
        ManualExecutor tasks = new ManualExecutor();
        try {
            DeliveryStreams life =
                    DeliveryStreams.open(
                            StoredStreams.open(new CrashingStore(kept, crash)),
                            mortal,
                            NEIGHBOURS,
                            LifecycleSettings.of(clock, tasks));
            life.create(CLICKS, WISH);
            tasks.runAll();
            life.startEncryption(
                    CLICKS, DeliveryStreamEncryptionConfigurationInput.builder().build());
            tasks.runAll();
            life.updateDestination(CLICKS, update("1", "v2/"));
            life.delete(CLICKS);
            tasks.runAll();
            return false;
        } catch (SimulatedCrash e) {
            return true;
        }
    }

    private void createActive() {
        streams.create(CLICKS, WISH);
        background.runAll();
    }

    private StreamStatus status() {
        return streams.get(CLICKS).status();
    }

    private DeliveryStreams open(StoredStreams from, RecordingEngine into) {
        return DeliveryStreams.open(
                from, into, NEIGHBOURS, LifecycleSettings.of(clock, background));
    }

    private static UpdateDestinationRequest update(String version, String prefix) {
        return UpdateDestinationRequest.builder()
                .deliveryStreamName("clicks")
                .destinationId(DeliveryStream.DESTINATION_ID)
                .currentDeliveryStreamVersionId(version)
                .extendedS3DestinationUpdate(s3 -> s3.prefix(prefix))
                .build();
    }
}
