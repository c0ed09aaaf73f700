package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// A log on a simulated disk, with one partition for records and one for bookkeeping.
final class SimulatedLog implements AutoCloseable {
    static final PartitionName RECORDS = new PartitionName("stream/lane-0");
    static final PartitionName LEDGER = new PartitionName("ledger");
    static final SegmentedLogConfig CONFIG =
            SegmentedLogConfig.in(Path.of("/log")).withSegmentBytes(4096).withReserveBytes(0);

    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final SegmentedLog log;

    private SimulatedLog(SegmentedLogConfig config) {
        log = SegmentedLog.open(config, SimulatedClock.at("2026-03-01T12:00:00Z"), telemetry);
    }

    static SimulatedLog on(SimulatedDisk disk) {
        return on(disk, config -> config);
    }

    static SimulatedLog on(SimulatedDisk disk, UnaryOperator<SegmentedLogConfig> changes) {
        return new SimulatedLog(changes.apply(CONFIG.withFiles(disk)));
    }

    static Path segment(PartitionName name, Purpose purpose, long baseOffset) {
        Path folder =
                new PartitionFolders(LogFiles.local(), CONFIG.directory()).folder(name, purpose);
        return PartitionFolders.segment(folder, baseOffset);
    }

    LogPartition records() {
        return log.partition(RECORDS, Purpose.RECORDS);
    }

    LogPartition ledger() {
        return log.partition(LEDGER, Purpose.BOOKKEEPING);
    }

    @Override
    public void close() {
        log.close();
    }
}
