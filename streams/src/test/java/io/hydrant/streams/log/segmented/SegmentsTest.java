package io.hydrant.streams.log.segmented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.Frames;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StreamLog.Purpose;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

/// How partitions lie on disk, and what trimming and deleting leave there.
class SegmentsTest {
    private static final String LARGE = "x".repeat(1000);

    private final SimulatedDisk disk = new SimulatedDisk(1);

    private static void append(LogPartition partition, int count) {
        for (int i = 0; i < count; i++) {
            partition.append(Frames.of(LARGE)).join();
        }
    }

    @Test
    void beginsASegmentWhenOneIsFull() throws IOException {
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            append(log.records(), 7);

            Path first = SimulatedLog.segment(SimulatedLog.RECORDS, Purpose.RECORDS, 0);
            assertThat(disk.list(first.getParent()).stream().map(LogFiles.Entry::name))
                    .containsExactlyInAnyOrder(
                            "00000000000000000000.segment",
                            "00000000000000000003.segment",
                            "00000000000000000006.segment");
            assertThat(disk.bytes(first).length).isLessThanOrEqualTo(4096);
        }
    }

    @Test
    void aFrameLargerThanASegmentGetsItsOwn() {
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            log.records().append(Frames.of("y".repeat(9000))).join();
            append(log.records(), 1);

            assertThat(Frames.readAll(log.records())).hasSize(2);
            assertThat(log.records().extentFrom(1).payloadBytes()).isEqualTo(1000);
        }
    }

    @Test
    void trimRemovesWholeSegmentsOnly() {
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            append(log.records(), 10);
            long before = log.log.bytesOnDisk(SimulatedLog.RECORDS);
            log.records().trimBelow(5);
            append(log.records(), 1);

            assertThat(log.records().firstOffset()).isEqualTo(3);
            assertThat(log.log.bytesOnDisk(SimulatedLog.RECORDS)).isLessThan(before);
        }
    }

    @Test
    void readerBelowTheTrimmedSegmentsFails() {
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            append(log.records(), 10);
            try (FrameReader reader = log.records().reader(0)) {
                reader.next().orElseThrow();
                log.records().trimBelow(9);
                append(log.records(), 1);

                assertThatThrownBy(reader::next)
                        .isInstanceOf(LogFailed.class)
                        .hasMessageContaining("frame 1 of partition stream/lane-0 was trimmed");
            }
        }
    }

    @Test
    void deletionIsWholeOrNotAtAllWhereverPowerGoes() {
        for (int operations = 0; operations < 14; operations++) {
            SimulatedDisk dying = new SimulatedDisk(operations);
            boolean deleted = false;
            try (SimulatedLog log = SimulatedLog.on(dying)) {
                append(log.records(), 10);
                dying.losePowerAfter(operations);
                log.log.delete(SimulatedLog.RECORDS);
                deleted = true;
            } catch (LogFailed _) {
                // power went before the deletion was done
            }
            SimulatedDisk back = dying.afterPowerLoss();
            try (SimulatedLog log = SimulatedLog.on(back)) {
                boolean there = log.log.partitions().contains(SimulatedLog.RECORDS);
                assertThat(there && deleted).isFalse();
                assertThat(log.records().endOffset()).isEqualTo(there ? 10 : 0);
                Path folder =
                        SimulatedLog.segment(SimulatedLog.RECORDS, Purpose.RECORDS, 0).getParent();
                assertThat(back.exists(folder.resolveSibling("lane-0+deleted"))).isFalse();
            }
        }
    }

    @Test
    void bookkeepingLiesInSmallSegments() {
        SegmentedLogConfig config = SegmentedLogConfig.in(Path.of("log"));

        assertThat(config.segmentBytes(Purpose.RECORDS)).isEqualTo(64 << 20);
        assertThat(config.segmentBytes(Purpose.BOOKKEEPING)).isEqualTo(1 << 20);
    }

    @Test
    void largeFramesOfBookkeepingShareASegmentForLonger() throws IOException {
        try (SimulatedLog log =
                SimulatedLog.on(disk, config -> config.withSegmentBytes(64 << 20))) {
            String large = "z".repeat(600_000);
            for (int i = 0; i < 35; i++) {
                log.ledger().append(Frames.of(large)).join();
            }
            append(log.ledger(), 2);

            Path first = SimulatedLog.segment(SimulatedLog.LEDGER, Purpose.BOOKKEEPING, 0);
            assertThat(disk.list(first.getParent()).stream().map(LogFiles.Entry::name))
                    .containsExactlyInAnyOrder(
                            "00000000000000000000.segment",
                            "00000000000000000031.segment",
                            "00000000000000000035.segment");
            assertThat(Frames.readAll(log.ledger())).hasSize(37);
        }
    }
}
