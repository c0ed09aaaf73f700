package io.hydrant.cli.tail;

import java.util.concurrent.atomic.AtomicLong;

/// How far a flow is. Written by its thread, read by any.
public final class FlowCounts {
    private final AtomicLong sentRecords = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong resentRecords = new AtomicLong();
    private final AtomicLong leftOutRecords = new AtomicLong();
    private final AtomicLong unconvertedRecords = new AtomicLong();
    private final AtomicLong truncatedRecords = new AtomicLong();
    private final AtomicLong discardedBytes = new AtomicLong();
    private volatile long unreadBytes;
    private volatile int files;

    /// @param records acknowledged
    /// @param bytes of acknowledged records
    /// @param resent records that had to be sent more than once
    /// @param leftOut records that a conversion dropped
    /// @param unconverted records that were sent as they were because they could not be converted
    /// @param truncated records that were too large to be sent whole
    /// @param discardedBytes parts of records that were too large to be read whole
    /// @param unreadBytes what is left in the files
    public record Snapshot(
            long records,
            long bytes,
            long resent,
            long leftOut,
            long unconverted,
            long truncated,
            long discardedBytes,
            long unreadBytes,
            int files) {
        /// Both together.
        public Snapshot plus(Snapshot other) {
            return new Snapshot(
                    records + other.records,
                    bytes + other.bytes,
                    resent + other.resent,
                    leftOut + other.leftOut,
                    unconverted + other.unconverted,
                    truncated + other.truncated,
                    discardedBytes + other.discardedBytes,
                    unreadBytes + other.unreadBytes,
                    files + other.files);
        }
    }

    public Snapshot snapshot() {
        return new Snapshot(
                sentRecords.get(),
                sentBytes.get(),
                resentRecords.get(),
                leftOutRecords.get(),
                unconvertedRecords.get(),
                truncatedRecords.get(),
                discardedBytes.get(),
                unreadBytes,
                files);
    }

    void sent(long records, long bytes, long resent) {
        sentRecords.addAndGet(records);
        sentBytes.addAndGet(bytes);
        resentRecords.addAndGet(resent);
    }

    void leftOut() {
        leftOutRecords.incrementAndGet();
    }

    void unconverted() {
        unconvertedRecords.incrementAndGet();
    }

    void truncated() {
        truncatedRecords.incrementAndGet();
    }

    void discarded(long bytes) {
        discardedBytes.addAndGet(bytes);
    }

    void left(long bytes, int inFiles) {
        unreadBytes = bytes;
        files = inFiles;
    }
}
