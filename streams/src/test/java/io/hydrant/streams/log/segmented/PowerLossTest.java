package io.hydrant.streams.log.segmented;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.Frames;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Lives through seeded histories of appends, trims, failed syncs, kills and power losses. After
/// every restart each acknowledged frame must be there, byte for byte, in order and without gaps.
class PowerLossTest {
    private static final Path DIRECTORY = Path.of("/log");
    private static final int ROUNDS = 100;
    private static final int LIVES = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsWhatWasAcknowledged(long seed) {
        for (int round = 0; round < ROUNDS; round++) {
            History history = new History(seed * 1_000_000 + round);
            for (int life = 0; life < LIVES; life++) {
                history.live();
            }
        }
    }

    @Test
    void neverStartsOverAfterEverythingWasTrimmed() {
        for (int round = 0; round < 500; round++) {
            SimulatedDisk disk = new SimulatedDisk(round);
            long end;
            try (SegmentedLog log = open(disk, SimulatedClock.at("2026-03-01T12:00:00Z"))) {
                LogPartition partition = log.partition(new PartitionName("p"), Purpose.RECORDS);
                for (int i = 0; i < 10; i++) {
                    partition.append(Frames.random(i, 400)).join();
                }
                end = partition.endOffset();
                disk.losePowerAfter(round % 12);
                partition.trimBelow(end);
            }
            SimulatedDisk back = disk.afterPowerLoss();
            try (SegmentedLog log = open(back, SimulatedClock.at("2026-03-01T12:00:00Z"))) {
                LogPartition partition = log.partition(new PartitionName("p"), Purpose.RECORDS);
                assertThat(partition.endOffset()).as("round %s", round).isEqualTo(end);
            }
        }
    }

    private static SegmentedLog open(SimulatedDisk disk, SimulatedClock clock) {
        SegmentedLogConfig config =
                SegmentedLogConfig.in(DIRECTORY)
                        .withFiles(disk)
                        .withSegmentBytes(4096)
                        .withReserveBytes(0);
        return SegmentedLog.open(config, clock, Telemetry.NONE);
    }

    /// One disk's story over several lives of the log.
    private static final class History {
        private final long seed;
        private final SplittableRandom random;
        private final SimulatedClock clock = SimulatedClock.at("2026-03-01T12:00:00Z");
        private final Map<PartitionName, Model> models = new HashMap<>();
        private SimulatedDisk disk;

        History(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.disk = new SimulatedDisk(seed);
            models.put(new PartitionName("records/one"), new Model(Purpose.RECORDS));
            models.put(new PartitionName("ledger"), new Model(Purpose.BOOKKEEPING));
        }

        void live() {
            disk.losePowerAfter(5 + random.nextInt(120));
            disk.failSyncs(random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0);
            disk.shortenWrites(random.nextInt(3) == 0 ? 700 : Long.MAX_VALUE);
            try (SegmentedLog log = open(disk, clock)) {
                for (Map.Entry<PartitionName, Model> entry : models.entrySet()) {
                    entry.getValue().meet(log.partition(entry.getKey(), entry.getValue().purpose));
                }
                for (int step = 0; step < 12; step++) {
                    step(log);
                }
            } catch (LogException _) {
                // power went while the log was opening, or a sync failed then
            }
            disk = random.nextInt(5) == 0 ? disk.afterKill() : disk.afterPowerLoss();
            verify();
        }

        private void step(SegmentedLog log) {
            List<Model> touched = new ArrayList<>();
            for (Map.Entry<PartitionName, Model> entry : models.entrySet()) {
                Model model = entry.getValue();
                LogPartition partition = log.partition(entry.getKey(), model.purpose);
                int frames = random.nextInt(4);
                for (int i = 0; i < frames; i++) {
                    model.append(partition, Frames.random(random.nextLong(), 150));
                    touched.add(model);
                }
                if (random.nextInt(4) == 0) {
                    model.trim(partition, random);
                }
            }
            touched.forEach(Model::settle);
            clock.advance(Duration.ofMillis(random.nextInt(1000)));
        }

        private void verify() {
            disk.losePowerAfter(Long.MAX_VALUE);
            disk.failSyncs(0);
            try (SegmentedLog log = open(disk, clock)) {
                for (Map.Entry<PartitionName, Model> entry : models.entrySet()) {
                    Model model = entry.getValue();
                    model.verify(log.partition(entry.getKey(), model.purpose), seed);
                }
            }
        }
    }

    /// What must be true of a partition.
    private static final class Model {
        private final Purpose purpose;
        private final Map<Long, Frames.Content> acknowledged = new HashMap<>();
        private final Map<Long, Instant> arrivals = new HashMap<>();
        private final Map<CompletableFuture<Appended>, Frame> waiting = new HashMap<>();
        private long trimmedBelow;
        private long acknowledgedEnd;

        Model(Purpose purpose) {
            this.purpose = purpose;
        }

        /// What nobody was told about may have been kept; from now on it counts.
        void meet(LogPartition partition) {
            assertThat(partition.endOffset()).isGreaterThanOrEqualTo(acknowledgedEnd);
        }

        void append(LogPartition partition, Frame frame) {
            waiting.put(partition.append(frame), frame);
        }

        void settle() {
            waiting.forEach(
                    (future, frame) -> {
                        try {
                            Appended appended = future.join();
                            acknowledged.put(appended.offset(), Frames.Content.of(frame));
                            arrivals.put(appended.offset(), appended.arrival());
                            acknowledgedEnd = Math.max(acknowledgedEnd, appended.offset() + 1);
                        } catch (CompletionException e) {
                            assertThat(e).hasCauseInstanceOf(LogException.class);
                        }
                    });
            waiting.clear();
        }

        void trim(LogPartition partition, SplittableRandom random) {
            long to = random.nextLong(partition.firstOffset(), partition.endOffset() + 1);
            partition.trimBelow(to);
            trimmedBelow = Math.max(trimmedBelow, to);
        }

        void verify(LogPartition partition, long seed) {
            assertThat(partition.endOffset())
                    .as("end, seed %s", seed)
                    .isGreaterThanOrEqualTo(acknowledgedEnd);
            assertThat(partition.firstOffset())
                    .as("start, seed %s", seed)
                    .isLessThanOrEqualTo(trimmedBelow);
            long records = 0;
            Instant last = Instant.MIN;
            try (FrameReader reader = partition.reader(partition.firstOffset())) {
                for (long at = partition.firstOffset(); at < partition.endOffset(); at++) {
                    StoredFrame frame = reader.next().orElseThrow();
                    assertThat(frame.offset()).isEqualTo(at);
                    Frames.Content content = Frames.Content.of(frame);
                    assertThat(content)
                            .as("frame %s, seed %s", at, seed)
                            .isEqualTo(acknowledged.getOrDefault(at, content));
                    assertThat(frame.arrival())
                            .isEqualTo(arrivals.getOrDefault(at, frame.arrival()))
                            .isAfterOrEqualTo(last);
                    acknowledged.put(at, content); // seen, so it must stay
                    arrivals.put(at, frame.arrival());
                    last = frame.arrival();
                    records += frame.recordCount();
                }
                assertThat(reader.next()).isEmpty();
            }
            Extent extent = partition.extentFrom(partition.firstOffset());
            assertThat(extent.records()).isEqualTo(records);
            acknowledgedEnd = partition.endOffset();
        }
    }
}
