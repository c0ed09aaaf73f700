package io.hydrant.streams.quota;

import java.time.InstantSource;

/// The service's limits of one shard, and how much of them is used. Safe for use by many threads.
///
/// Source: Kinesis Data Streams Developer Guide, "Quotas and limits" and "Handle large records";
/// GetRecords in the API Reference.
public final class ShardLimits {
    private static final int MIB = 1 << 20;
    private static final int RECORDS_WRITTEN_PER_SECOND = 1000;
    private static final int BYTES_WRITTEN_PER_SECOND = MIB;
    private static final int BYTES_READ_PER_SECOND = 2 * MIB;
    private static final int CALLS_PER_SECOND = 5;

    /// What records beyond the rate draw on, and how fast it comes back.
    private static final int BURST_BYTES = 10 * MIB;

    private static final int BURST_BYTES_PER_SECOND = MIB / 5;

    private final InstantSource clock;
    private final ShardBucket recordsWritten;
    private final ShardBucket bytesWritten;
    private final ShardBucket burst;
    private final ShardBucket reads;
    private final ShardBucket iterators;
    private final ShardBucket bytesRead;
    private boolean readTooMuch;

    ShardLimits(InstantSource clock) {
        long now = clock.millis();
        this.clock = clock;
        this.recordsWritten =
                new ShardBucket(RECORDS_WRITTEN_PER_SECOND, RECORDS_WRITTEN_PER_SECOND, now);
        this.bytesWritten =
                new ShardBucket(BYTES_WRITTEN_PER_SECOND, BYTES_WRITTEN_PER_SECOND, now);
        this.burst = new ShardBucket(BURST_BYTES, BURST_BYTES_PER_SECOND, now);
        this.reads = new ShardBucket(CALLS_PER_SECOND, CALLS_PER_SECOND, now);
        this.iterators = new ShardBucket(CALLS_PER_SECOND, CALLS_PER_SECOND, now);
        this.bytesRead = new ShardBucket(0, BYTES_READ_PER_SECOND, now);
    }

    /// Counts a record unless it is too much: 1,000 a second, and 1 MiB a second; a record above 1
    /// MiB draws what it has more on the shard's burst capacity.
    ///
    /// @param recordBytes data and partition key
    public synchronized boolean write(int recordBytes) {
        long now = clock.millis();
        int usual = Math.min(recordBytes, BYTES_WRITTEN_PER_SECOND);
        int beyond = recordBytes - usual;
        if (!recordsWritten.has(1, now)
                || !bytesWritten.has(usual, now)
                || !burst.has(beyond, now)) {
            return false;
        }
        recordsWritten.use(1);
        bytesWritten.use(usual);
        burst.use(beyond);
        return true;
    }

    /// Counts a call that reads records unless it is too much: 5 a second; and after more than 2
    /// MiB were read, none until they are paid for at 2 MiB a second.
    public synchronized boolean read() {
        long now = clock.millis();
        readTooMuch = readTooMuch && !bytesRead.has(0, now);
        if (readTooMuch || !reads.has(1, now)) {
            return false;
        }
        reads.use(1);
        return true;
    }

    /// What a call read.
    public synchronized void readBytes(long bytes) {
        long now = clock.millis();
        readTooMuch = readTooMuch || !bytesRead.has(bytes - BYTES_READ_PER_SECOND, now);
        bytesRead.use(bytes);
    }

    /// Counts a call for an iterator unless it is too much: 5 a second.
    public synchronized boolean iterate() {
        if (!iterators.has(1, clock.millis())) {
            return false;
        }
        iterators.use(1);
        return true;
    }
}
