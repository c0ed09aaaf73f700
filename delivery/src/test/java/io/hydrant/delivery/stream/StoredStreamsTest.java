package io.hydrant.delivery.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.control.ResourceStore;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.NoDataStreams;
import io.hydrant.delivery.stream.SourceRules.CreationContext;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.KeyType;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.Tag;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class StoredStreamsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.250Z");
    private static final CreationContext CONTEXT =
            new CreationContext(
                    NOW,
                    new NoDataStreams(),
                    new TableRules(new MemoryTables(), new TextFormats()));
    private static final StreamId CLICKS = id("000000000000", "eu-west-1", "clicks");

    private static final ProcessingConfiguration APPEND =
            ProcessingConfiguration.builder()
                    .enabled(true)
                    .processors(
                            Processor.builder()
                                    .type(ProcessorType.APPEND_DELIMITER_TO_RECORD)
                                    .build())
                    .build();

    private final ResourceStore memory = new InMemoryResourceStore(InstantSource.system());

    @Test
    void readsBackEveryMemberOfAStream() {
        CreateDeliveryStreamRequest wish =
                CreateDeliveryStreamRequest.builder()
                        .directPutSourceConfiguration(s -> s.throughputHintInMBs(3))
                        .deliveryStreamEncryptionConfigurationInput(
                                e ->
                                        e.keyType(KeyType.CUSTOMER_MANAGED_CMK)
                                                .keyARN("arn:aws:kms:eu-west-1:000000000000:key/a"))
                        .extendedS3DestinationConfiguration(
                                s3 ->
                                        s3.roleARN("arn:aws:iam::000000000000:role/fh")
                                                .bucketARN("arn:aws:s3:::lake")
                                                .processingConfiguration(APPEND))
                        .tags(Tag.builder().key("team").value("ü").build())
                        .build();
        DeliveryStream stream = NewStream.of(CLICKS, wish, CONTEXT);
        DeliveryStream everything =
                stream.with(stream.version().next(stream.version().destination()))
                        .updatedAt(NOW.plusSeconds(1))
                        .with(stream.encryption().settled().stop(CLICKS, NOW))
                        .failed(StreamStatus.DELETING_FAILED, "why \"not\"");
        StoredStreams.open(memory).create(everything, 1);
        assertThat(StoredStreams.open(memory).find(CLICKS)).contains(everything);
    }

    @Test
    void readsBackADataStreamAsSource() {
        StreamSource source =
                new StreamSource.KinesisStream(
                        new DataStreamId(CLICKS.account(), CLICKS.region(), "trips"),
                        "arn:aws:iam::000000000000:role/fh",
                        NOW);
        DeliveryStream plain = stream(CLICKS);
        DeliveryStream reading =
                new DeliveryStream(
                        CLICKS,
                        StreamStatus.ACTIVE,
                        plain.failure(),
                        NOW,
                        plain.updated(),
                        source,
                        plain.encryption(),
                        plain.version(),
                        plain.tags());
        StoredStreams.open(memory).create(reading, 1);
        assertThat(StoredStreams.open(memory).find(CLICKS)).contains(reading);
        assertThat(reading.plan().source()).isEqualTo(source.toRead()).isPresent();
    }

    @Test
    void keepsAccountsAndRegionsApart() {
        StoredStreams streams = StoredStreams.open(memory);
        List<StreamId> ids =
                List.of(
                        id("000000000000", "eu-west-1", "b"),
                        id("000000000000", "eu-west-1", "A"),
                        id("000000000000", "eu-west-2", "a"),
                        id("000000000001", "eu-west-1", "a"));
        ids.forEach(id -> streams.create(stream(id), 2));
        assertThat(names(streams, "000000000000", "eu-west-1")).containsExactly("A", "b");
        assertThat(names(streams, "000000000000", "eu-west-2")).containsExactly("a");
        assertThat(names(streams, "000000000001", "eu-west-1")).containsExactly("a");
        assertThat(names(streams, "000000000001", "eu-west-2")).isEmpty();
        assertThat(streams.all()).hasSize(4);
    }

    @Test
    void losesNoChangeOfManyThreads(@TempDir Path folder) throws Exception {
        try (ResourceStore store = SqliteResourceStore.open(folder.resolve("resources.db"));
                ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            StoredStreams streams = StoredStreams.open(store);
            streams.create(stream(CLICKS), 1);
            List<Future<DeliveryStream>> changes = new ArrayList<>();
            for (int i = 0; i < DeliveryStream.TAGS_MAX; i++) {
                String key = "k" + i;
                changes.add(pool.submit(() -> streams.change(CLICKS, s -> tagged(s, key))));
            }
            for (Future<DeliveryStream> change : changes) {
                change.get();
            }
            assertThat(streams.find(CLICKS).orElseThrow().tags()).hasSize(DeliveryStream.TAGS_MAX);
            assertThat(StoredStreams.open(store).find(CLICKS)).isEqualTo(streams.find(CLICKS));
        }
    }

    private static DeliveryStream tagged(DeliveryStream stream, String key) {
        TreeMap<String, String> tags = new TreeMap<>(stream.tags());
        tags.putAll(Map.of(key, ""));
        return stream.with(tags);
    }

    private static List<String> names(StoredStreams streams, String account, String region) {
        return streams.in(new AccountId(account), new Region(region), Optional.empty())
                .map(stream -> stream.id().name())
                .toList();
    }

    private static DeliveryStream stream(StreamId id) {
        CreateDeliveryStreamRequest wish =
                CreateDeliveryStreamRequest.builder()
                        .extendedS3DestinationConfiguration(
                                s3 ->
                                        s3.roleARN("arn:aws:iam::000000000000:role/fh")
                                                .bucketARN("arn:aws:s3:::lake"))
                        .build();
        return NewStream.of(id, wish, CONTEXT);
    }

    private static StreamId id(String account, String region, String name) {
        return new StreamId(new AccountId(account), new Region(region), name);
    }
}
