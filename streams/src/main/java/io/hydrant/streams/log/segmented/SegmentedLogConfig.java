package io.hydrant.streams.log.segmented;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.nio.file.Path;

/// Where the log lies and how much it may take.
///
/// @param directory the log's own folder; created when it is not there
/// @param segmentBytes a segment that would grow beyond this is followed by a new one: 4 KiB-1 GiB.
///   Bookkeeping partitions, whose owners write small snapshots and trim often, use at most 1 MiB,
///   or 32 times what is appended if that is more
/// @param quotaBytes what all records partitions together may take on disk, framing included
/// @param reserveBytes free space of the file system that records leave to bookkeeping
/// @param waitingBytesMax how much may wait to be written; beyond it appending threads wait
/// @param files the file system
public record SegmentedLogConfig(
        Path directory,
        long segmentBytes,
        long quotaBytes,
        long reserveBytes,
        long waitingBytesMax,
        LogFiles files) {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long BOOKKEEPING_SEGMENT_BYTES_MAX = MIB;

    public SegmentedLogConfig {
        if (segmentBytes < 4 * KIB || segmentBytes > 1024 * MIB) {
            throw new InvalidArgument("segmentBytes must be 4 KiB-1 GiB but was " + segmentBytes);
        }
        requirePositive("quotaBytes", quotaBytes);
        requirePositive("waitingBytesMax", waitingBytesMax);
        if (reserveBytes < 0) {
            throw new InvalidArgument("reserveBytes must not be negative but was " + reserveBytes);
        }
    }

    /// 64 MiB segments, no quota, 64 MiB in reserve, 64 MiB waiting, on the local file system.
    public static SegmentedLogConfig in(Path directory) {
        return new SegmentedLogConfig(
                directory, 64 * MIB, Long.MAX_VALUE, 64 * MIB, 64 * MIB, LogFiles.local());
    }

    public SegmentedLogConfig withSegmentBytes(long bytes) {
        return new SegmentedLogConfig(
                directory, bytes, quotaBytes, reserveBytes, waitingBytesMax, files);
    }

    public SegmentedLogConfig withQuotaBytes(long bytes) {
        return new SegmentedLogConfig(
                directory, segmentBytes, bytes, reserveBytes, waitingBytesMax, files);
    }

    public SegmentedLogConfig withReserveBytes(long bytes) {
        return new SegmentedLogConfig(
                directory, segmentBytes, quotaBytes, bytes, waitingBytesMax, files);
    }

    public SegmentedLogConfig withWaitingBytesMax(long bytes) {
        return new SegmentedLogConfig(
                directory, segmentBytes, quotaBytes, reserveBytes, bytes, files);
    }

    public SegmentedLogConfig withFiles(LogFiles other) {
        return new SegmentedLogConfig(
                directory, segmentBytes, quotaBytes, reserveBytes, waitingBytesMax, other);
    }

    long segmentBytes(Purpose purpose) {
        return switch (purpose) {
            case RECORDS -> segmentBytes;
            case BOOKKEEPING -> Math.min(segmentBytes, BOOKKEEPING_SEGMENT_BYTES_MAX);
        };
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new InvalidArgument(name + " must be positive but was " + value);
        }
    }
}
