package io.hydrant.delivery.pipeline;

import java.time.Duration;
import java.time.Instant;

/// How fast buffers of partitions fill, each by itself. A few numbers, however many there are.
///
/// Source: Firehose metrics, PerPartitionThroughput.
///
/// @param partitions how many
/// @param maxBytesPerSecond of the fastest one; 0 when there is none
/// @param sumBytesPerSecond of all together
record PartitionThroughput(int partitions, double maxBytesPerSecond, double sumBytesPerSecond) {
    static final PartitionThroughput NONE = new PartitionThroughput(0, 0, 0);

    /// One that was begun just now fills at an unknown speed: as if it had taken a second.
    private static final double SECONDS_MIN = 1;

    /// Of one buffer.
    ///
    /// @param since when it got its first record
    static PartitionThroughput of(long bytes, Instant since, Instant now) {
        double seconds = Duration.between(since, now).toMillis() / 1000.0;
        double bytesPerSecond = bytes / Math.max(SECONDS_MIN, seconds);
        return new PartitionThroughput(1, bytesPerSecond, bytesPerSecond);
    }

    PartitionThroughput and(PartitionThroughput other) {
        return new PartitionThroughput(
                partitions + other.partitions,
                Math.max(maxBytesPerSecond, other.maxBytesPerSecond),
                sumBytesPerSecond + other.sumBytesPerSecond);
    }

    double meanBytesPerSecond() {
        return partitions == 0 ? 0 : sumBytesPerSecond / partitions;
    }
}
