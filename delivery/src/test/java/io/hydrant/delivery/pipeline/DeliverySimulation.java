package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.FaultyStore;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.convert.CatalogTables;
import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.destination.ObjectUploader;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.pipeline.SourceLane.Equipment;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.DividedSource;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.PutLog;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One lane in one thread: the test decides when the lane steps, when an upload runs, when the
/// process dies.
final class DeliverySimulation {
    static final PartitionName LANE = new PartitionName("lane");
    static final PartitionName LEDGER = new PartitionName("ledger");
    static final PartitionName PROCESSED = new PartitionName("processed");
    static final PartitionName PROCESSED_LEDGER = new PartitionName("processed-ledger");
    private static final int STEPS_MAX = 20_000;
    private static final ByteBuffer NO_METADATA = ByteBuffer.allocate(0);

    final SimulatedClock clock = SimulatedClock.at("2026-11-20T10:00:00Z");
    final MemoryLog log = new MemoryLog(clock);
    final FaultyStore store = new FaultyStore();
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final MemoryTables tables = new MemoryTables();
    final TextFormats formats = new TextFormats();
    final List<String> errorLines = new ArrayList<>();
    private final Deque<Runnable> uploads = new ArrayDeque<>();
    private final RandomGenerator random;
    private final Optional<Duration> retention;
    private DeliveryPlan plan;
    private Instant due = Instant.MAX;
    final FakeFunction function;
    long processedBytesMax = Long.MAX_VALUE;
    ActivePartitions partitions = new ActivePartitions(500);
    Optional<RecordMemory> memory = Optional.empty();
    RowFormats rows = formats;
    private TransformingLane lane;
    String lastFailure = "";
    private LaneReport report;

    DeliverySimulation(DeliveryPlan plan, long seed) {
        this(plan, seed, Optional.empty());
    }

    DeliverySimulation(DeliveryPlan plan, long seed, Optional<Duration> retention) {
        this.plan = plan;
        this.random = new Random(seed);
        this.function = new FakeFunction(new Random(seed));
        this.retention = retention;
        open();
    }

    DeliverySimulation put(String... records) {
        return put(
                Stream.of(records)
                        .map(record -> record.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    DeliverySimulation put(byte[]... records) {
        int[] lengths = Stream.of(records).mapToInt(record -> record.length).toArray();
        ByteBuffer payload = ByteBuffer.allocate(IntStream.of(lengths).sum());
        for (byte[] record : records) {
            payload.put(record);
        }
        Frame frame = new Frame(NO_METADATA, lengths, payload.flip());
        try {
            partition(LANE).append(frame).join();
        } catch (CompletionException e) {
            throw (LogException) e.getCause();
        }
        return this;
    }

    DeliverySimulation advance(Duration duration) {
        clock.advance(duration);
        return this;
    }

    /// One step of the lane; a failing log is left for the next one.
    boolean step() {
        try {
            due = lane.step(clock.instant());
            return true;
        } catch (LogException e) {
            lastFailure = e.getMessage();
            due = Instant.MAX;
            return false;
        }
    }

    /// When the lane wants its next step.
    Instant stepDue() {
        return lane.step(clock.instant());
    }

    boolean runUpload() {
        Runnable next = uploads.poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /// Steps and uploads until nothing changes any more at this time.
    DeliverySimulation runUntilIdle() {
        int steps = 0;
        do {
            step();
            if (++steps > STEPS_MAX) {
                throw new IllegalStateException("the lane wants to be stepped again and again");
            }
        } while (runUpload() || !due.isAfter(clock.instant()));
        return this;
    }

    DeliverySimulation flush() {
        lane.flushBelow(partition(LANE).endOffset());
        return this;
    }

    boolean delivered() {
        return lane.isDeliveredBelow(partition(LANE).endOffset());
    }

    LaneStatus status() {
        lane.publishSoon();
        step();
        return report.status().orElseThrow();
    }

    /// The process dies and starts again. Uploads already begun may or may not still take effect
    /// later.
    DeliverySimulation crash() {
        while (random.nextBoolean() && !uploads.isEmpty()) {
            uploads.pollLast();
        }
        lane.close(); // answers of functions that come later find nobody
        open();
        return this;
    }

    DeliverySimulation update(DeliveryPlan next) {
        plan = next;
        lane.change(next);
        return this;
    }

    boolean isHeldBack() {
        return lane.isHeldBack();
    }

    private void open() {
        report =
                new LaneReport(
                        "lane",
                        new StreamReport(plan, telemetry, clock),
                        (DeliveryErrorLog) (_, _, message) -> errorLines.add(message));
        LaneSource records = new DividedSource(new PutLog(partition(LANE)));
        lane =
                TransformingLane.open(
                        plan,
                        new Equipment(
                                records,
                                LaneLedger.open(partition(LEDGER)),
                                uploader(records),
                                report,
                                retention,
                                random,
                                new ConversionPlanner(new CatalogTables(tables), rows, 32 << 20),
                                partitions,
                                memory,
                                () -> {}),
                        new TransformingLane.Transformation(
                                new Processed(),
                                () -> function.open(records, uploads::add),
                                this::uploader,
                                processedBytesMax));
    }

    private Uploader uploader(LaneSource source) {
        return new ObjectUploader(
                source, store, uploads::add, new Conversions(rows, uploads::add, 2, 32 << 20));
    }

    private final class Processed implements TransformingLane.ProcessedPartitions {
        @Override
        public boolean exist() {
            return log.partitions().contains(PROCESSED);
        }

        @Override
        public LogPartition log() {
            return partition(PROCESSED);
        }

        @Override
        public LogPartition ledger() {
            return partition(PROCESSED_LEDGER);
        }
    }

    LogPartition partition(PartitionName name) {
        return log.partition(name, Purpose.RECORDS);
    }
}
