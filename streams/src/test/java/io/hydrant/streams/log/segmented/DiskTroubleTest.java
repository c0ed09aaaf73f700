package io.hydrant.streams.log.segmented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.Frames;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/// What happens when the disk fills or fails, and that the log goes on afterwards.
class DiskTroubleTest {
    private static final String LARGE = "x".repeat(1000);

    private final SimulatedDisk disk = new SimulatedDisk(1);

    private static int fill(LogPartition partition) {
        for (int count = 0; count < 10_000; count++) {
            try {
                partition.append(Frames.of(LARGE)).join();
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(LogFull.class);
                return count;
            }
        }
        throw new AssertionError("the log never got full");
    }

    @Test
    void refusesRecordsBeyondTheQuotaUntilTheyAreTrimmed() {
        try (SimulatedLog log = SimulatedLog.on(disk, it -> it.withQuotaBytes(20_000))) {
            int first = fill(log.records());
            assertThat(first).isBetween(15, 19);
            assertThat(log.log.bytesOnDisk()).isLessThanOrEqualTo(20_000);
            log.ledger().append(Frames.of(LARGE)).join();
            assertThat(log.log.full()).get().asString().contains("may hold 20000");

            log.records().trimBelow(log.records().endOffset());
            int second = fill(log.records());

            assertThat(second).isBetween(15, 19);
            assertThat(log.records().endOffset()).isEqualTo(first + second);
            assertThat(log.telemetry.count("hydrant_log_appends_refused_total")).isEqualTo(2);
        }
    }

    @Test
    void quotaSpansPartitionsAndGivesUpSmallTrimmedSegments() {
        try (SimulatedLog log = SimulatedLog.on(disk, it -> it.withQuotaBytes(6_000))) {
            LogPartition idle = log.log.partition(new PartitionName("idle"), Purpose.RECORDS);
            idle.append(Frames.of("x".repeat(900))).join();
            idle.trimBelow(1);
            int count = fill(log.records());

            assertThat(count).isEqualTo(5);
            assertThat(idle.firstOffset()).isEqualTo(1);
        }
    }

    @Test
    void leavesTheReserveToBookkeeping() {
        disk.resize(50_000);
        try (SimulatedLog log = SimulatedLog.on(disk, it -> it.withReserveBytes(20_000))) {
            log.ledger().append(Frames.of("x")).join();
            fill(log.records());
            assertThat(disk.usableBytes(SimulatedLog.CONFIG.directory()))
                    .isBetween(20_000L, 22_000L);

            for (int i = 0; i < 10; i++) {
                log.ledger().append(Frames.of(LARGE)).join();
            }
        }
    }

    @Test
    void goesOnWhenSpaceIsBackAndKeepsNothingOfWhatWasRefused() {
        disk.resize(10_500);
        Frame tooLarge = Frames.of(LARGE, LARGE, LARGE);
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            LogPartition ledger = log.ledger(); // only the disk itself limits it
            int count = fill(ledger);
            List<List<String>> before = Frames.readAll(ledger);
            assertThatThrownBy(() -> ledger.append(tooLarge).join())
                    .hasCauseInstanceOf(LogFull.class);
            assertThat(Frames.readAll(ledger)).hasSize(count).isEqualTo(before);

            disk.resize(100_000);
            assertThat(ledger.append(tooLarge).join().offset()).isEqualTo(count);
            assertThat(ledger.extentFrom(0))
                    .isEqualTo(new Extent(count + 1, count + 3, (count + 3) * 1000L));
        }
        try (SimulatedLog log = SimulatedLog.on(disk.afterPowerLoss())) {
            assertThat(log.ledger().endOffset()).isEqualTo(Frames.readAll(log.ledger()).size());
            assertThat(log.ledger().extentFrom(0).payloadBytes())
                    .isEqualTo(log.ledger().extentFrom(0).records() * 1000);
        }
    }

    @Test
    void neverAcknowledgesWhatAFailedSyncMayHaveLost() {
        for (int seed = 0; seed < 200; seed++) {
            SimulatedDisk failing = new SimulatedDisk(seed);
            List<List<String>> acknowledged = new ArrayList<>();
            try (SimulatedLog log = SimulatedLog.on(failing)) {
                LogPartition partition = log.records();
                for (int i = 0; i < 8; i++) {
                    failing.failSyncs(i % 3 == 1 ? 1 + seed % 4 : 0);
                    String record = "r" + i;
                    try {
                        partition.append(Frames.of(record)).join();
                        acknowledged.add(List.of(record));
                    } catch (CompletionException e) {
                        assertThat(e).hasCauseInstanceOf(LogFailed.class);
                    }
                }
                failing.failSyncs(0);
                assertThat(acknowledged).hasSize(5);
                assertThat(Frames.readAll(partition)).isEqualTo(acknowledged);
            }
            try (SimulatedLog log = SimulatedLog.on(failing.afterPowerLoss())) {
                assertThat(Frames.readAll(log.records())).isEqualTo(acknowledged);
            }
        }
    }

    @Test
    void failedSyncFailsTheAppendsThatWaitedForIt() {
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            LogPartition partition = log.records();
            disk.failSyncs(1);

            assertThatThrownBy(() -> partition.append(Frames.of("a")).join())
                    .hasCauseInstanceOf(LogFailed.class)
                    .hasMessageContaining("stream/lane-0");
            assertThat(partition.endOffset()).isZero();
            assertThat(log.telemetry.count("hydrant_log_appends_failed_total")).isEqualTo(1);
        }
    }

    @Test
    void writesOnAfterShortWrites() {
        disk.shortenWrites(7);
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            log.records().append(Frames.described("keys", LARGE, "b")).join();

            assertThat(Frames.readAll(log.records())).containsExactly(List.of(LARGE, "b"));
        }
    }

    @Test
    void appendingThreadsWaitWhenTooMuchIsWaiting() {
        try (SimulatedLog log = SimulatedLog.on(disk, it -> it.withWaitingBytesMax(2_000))) {
            LogPartition partition = log.records();
            for (int i = 0; i < 500; i++) {
                partition.append(Frames.of(LARGE));
            }
            partition.append(Frames.of(LARGE)).join();

            assertThat(partition.endOffset()).isEqualTo(501);
        }
    }

    @Test
    void interruptedThreadFailsItsOwnAppendOnly() {
        try (SimulatedLog log = SimulatedLog.on(disk, it -> it.withWaitingBytesMax(1))) {
            LogPartition partition = log.records();
            Thread.currentThread().interrupt();
            assertThatCode(() -> partition.append(Frames.of("a")).join())
                    .doesNotThrowAnyException();
            assertThat(Thread.interrupted()).isTrue();

            partition.append(Frames.of("b")).join();
            assertThat(partition.endOffset()).isEqualTo(2);
        }
    }

    @Test
    void countsWhatItDoes() {
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            log.records().append(Frames.of("a", "b")).join();
            log.ledger().append(Frames.of("c")).join();

            assertThat(log.telemetry.count("hydrant_log_append_frames_total")).isEqualTo(2);
            assertThat(log.telemetry.count("hydrant_log_append_records_total")).isEqualTo(3);
            assertThat(log.telemetry.count("hydrant_log_append_bytes_total"))
                    .isEqualTo(2 * FrameHead.FIXED_BYTES + 3);
            assertThat(log.telemetry.count("hydrant_log_fsyncs_total")).isEqualTo(2);
            assertThat(log.telemetry.count("hydrant_log_fsync_seconds_count")).isEqualTo(2);
            assertThat(log.telemetry.gauge("hydrant_log_bytes_on_disk"))
                    .isEqualTo(log.log.bytesOnDisk());
            assertThat(log.log.bytesOnDisk(SimulatedLog.RECORDS)).isPositive();
        }
    }

    @Test
    void accountsForTheSameBytesAfterRestart() {
        long bytes;
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            for (int i = 0; i < 30; i++) {
                log.records().append(Frames.of(LARGE)).join();
            }
            log.records().trimBelow(20);
            log.records().append(Frames.of(LARGE)).join();
            bytes = log.log.bytesOnDisk();
        }
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            assertThat(log.log.bytesOnDisk()).isEqualTo(bytes);
            log.records();
            assertThat(log.log.bytesOnDisk()).isEqualTo(bytes);
            log.log.delete(SimulatedLog.RECORDS);
            assertThat(log.log.bytesOnDisk()).isZero();
        }
    }
}
