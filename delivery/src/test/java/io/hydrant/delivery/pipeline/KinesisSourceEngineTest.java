package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.FaultyStore;
import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.convert.NewPartitions;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.kpl.Aggregate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The engine with its threads over the real log, reading from a data stream.
class KinesisSourceEngineTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
    private final FaultyStore store = new FaultyStore();
    private final MemoryTables tables = new MemoryTables();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    @TempDir private Path folder;
    private SegmentedLog log;
    private MemoryStreams streams;
    private MemoryStreams.Stream trips;

    @BeforeEach
    void open() {
        log = SegmentedLog.open(SegmentedLogConfig.in(folder), clock, Telemetry.NONE);
        streams = new MemoryStreams(log, clock);
        trips = streams.create(ShardedSimulation.TRIPS, 2);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void deliversWhatIsPutToEveryShardAndLeavesItThere() throws Exception {
        try (LogDeliveryEngine engine = started(plan())) {
            put("a0", "a1", "a2", "a3", "a4");
            flush(engine);
            assertThat(delivered()).containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "a4");
            assertThat(trips.shard(0).log().firstOffset()).isZero();
            StreamStatus status = engine.status(Plans.STREAM);
            assertThat(status.recordsIn()).isEqualTo(5);
            assertThat(status.recordsDelivered()).isEqualTo(5);
            assertThat(status.lane().backlogRecords()).isZero();
            assertThat(status.lane().endOffset()).isEqualTo(5);
            assertThat(telemetry.count("hydrant_delivery_source_records_total")).isEqualTo(5);
            assertThat(telemetry.count("hydrant_delivery_source_bytes_total")).isEqualTo(15);
            assertThat(telemetry.gauge("hydrant_delivery_source_behind_seconds")).isZero();
        }
    }

    @Test
    void noticesByItselfWhatIsPut() throws Exception {
        CountDownLatch uploaded = new CountDownLatch(1);
        store.failing(
                () -> {
                    uploaded.countDown();
                    return Fault.NONE;
                });
        DeliveryPlan impatient =
                Plans.withHints(plan(), new BufferingHints(1 << 20, Duration.ZERO));
        try (LogDeliveryEngine engine = started(impatient)) {
            flush(engine);
            put("a");
            assertThat(uploaded.await(60, TimeUnit.SECONDS)).isTrue();
            flush(engine);
            assertThat(delivered()).containsExactly("a");
            assertThat(engine.troubles()).isEmpty();
        }
    }

    @Test
    void flushesParentsAndThenTheirChildren() throws Exception {
        try (LogDeliveryEngine engine = started(plan())) {
            put("a0", "a1", "a2", "a3");
            trips.split(new ShardId(0));
            trips.merge(new ShardId(3), new ShardId(1));
            put("b0", "b1", "b2", "b3");
            flush(engine);
            assertThat(delivered())
                    .containsExactlyInAnyOrder("a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3");
        }
    }

    @Test
    void goesOnAfterARestartWhereItStopped() throws Exception {
        DeliveryPlan plan = plan();
        try (LogDeliveryEngine engine = started(plan)) {
            put("a0", "a1");
            trips.split(new ShardId(0));
            flush(engine);
        }
        put("b0", "b1");
        try (LogDeliveryEngine engine = started(plan)) {
            put("c0");
            flush(engine);
            assertThat(delivered()).containsExactlyInAnyOrder("a0", "a1", "b0", "b1", "c0");
        }
    }

    @Test
    void startsWithWhatArrivesAfterItsCreation() throws Exception {
        put("early");
        trips.split(new ShardId(1));
        clock.advance(Duration.ofSeconds(1));
        try (LogDeliveryEngine engine = started(plan())) {
            put("late");
            flush(engine);
            assertThat(delivered()).containsExactly("late");
        }
    }

    @Test
    void splitsAggregatesIntoTheirUserRecords() throws Exception {
        DeliveryPlan delimited = Plans.withBackup(Plans.delimited(plan()));
        try (LogDeliveryEngine engine = started(delimited)) {
            Aggregate aggregate = new Aggregate();
            aggregate.add("k", Optional.empty(), bytes("u0"));
            aggregate.add("k", Optional.empty(), bytes("u1"));
            append(trips.shard(0), aggregate.toBytes(), true);
            append(trips.shard(0), bytes("plain"), false);
            flush(engine);
            assertThat(text("lake/")).isEqualTo("u0\nu1\nplain\n");
            assertThat(text("backup/")).isEqualTo("u0u1plain");
            assertThat(engine.status(Plans.STREAM).recordsIn()).isEqualTo(3);
        }
    }

    @Test
    void waitsForADataStreamThatIsNotThereAndReadsTheNextOfItsName() throws Exception {
        try (LogDeliveryEngine engine = started(plan())) {
            put("a");
            flush(engine);
            streams.delete(ShardedSimulation.TRIPS);
            flush(engine);
            assertThat(engine.status(Plans.STREAM).lane().lastError().orElseThrow().code())
                    .isEqualTo("Kinesis.ResourceNotFoundException");
            clock.advance(Duration.ofMillis(1)); // its creation tells it from the one before
            trips = streams.create(ShardedSimulation.TRIPS, 1);
            put("b");
            flush(engine);
            assertThat(delivered()).containsExactlyInAnyOrder("a", "b");
            assertThat(engine.status(Plans.STREAM).lane().lastError()).isEmpty();
        }
    }

    @Test
    void deletesItsLedgersAndMetersButNoRecords() throws Exception {
        try (LogDeliveryEngine engine = started(plan())) {
            put("a0", "a1");
            trips.split(new ShardId(0));
            flush(engine);
            engine.delete(Plans.STREAM);
            assertThat(log.partitions().stream().map(PartitionName::value))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("kinesis/"));
            assertThat(trips.shard(0).log().endOffset()).isEqualTo(1);
            assertThat(telemetry.count("hydrant_delivery_source_records_total")).isZero();
        }
    }

    @Test
    void takesNoPuts() {
        try (LogDeliveryEngine engine = started(plan())) {
            Frame frame = new Frame(ByteBuffer.allocate(0), new int[] {0}, ByteBuffer.allocate(0));
            assertThatThrownBy(() -> engine.append(Plans.STREAM, frame))
                    .isInstanceOf(InvalidArgument.class);
        }
    }

    private LogDeliveryEngine started(DeliveryPlan plan) {
        LogDeliveryEngine engine =
                new LogDeliveryEngine(
                        new Surroundings(
                                log,
                                streams,
                                store,
                                tables,
                                NewPartitions.UNTOLD,
                                new TextFormats(),
                                new NoFunctions(),
                                Optional.empty(),
                                DeliveryErrorLog.NONE,
                                telemetry,
                                InstantSource.system()),
                        EngineConfig.DEFAULTS);
        engine.start(plan);
        return engine;
    }

    private DeliveryPlan plan() {
        return Plans.readingFrom(
                Plans.plain(), new DataStreamSource(ShardedSimulation.TRIPS, clock.instant()));
    }

    private static void flush(LogDeliveryEngine engine) throws InterruptedException {
        assertThat(engine.flush(Plans.STREAM).await(LONG)).isTrue();
    }

    /// To the open shards in turn.
    private void put(String... records) {
        List<Shard> open = trips.openShards();
        for (int i = 0; i < records.length; i++) {
            append(open.get(i % open.size()), bytes(records[i] + ";"), false);
        }
    }

    private void append(Shard shard, byte[] record, boolean aggregated) {
        trips.append(
                        shard,
                        new Frame(
                                ShardFrame.metadata(false, aggregated, List.of(bytes("k"))),
                                new int[] {record.length},
                                ByteBuffer.wrap(record)))
                .join();
    }

    private List<String> delivered() {
        return new ArrayList<>(List.of(text("").split(";")));
    }

    private String text(String prefix) {
        StringBuilder all = new StringBuilder();
        store.objects()
                .forEach(
                        (name, bytes) -> {
                            if (name.startsWith(prefix)) {
                                all.append(new String(bytes, StandardCharsets.UTF_8));
                            }
                        });
        return all.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
