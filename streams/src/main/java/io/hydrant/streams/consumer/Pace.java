package io.hydrant.streams.consumer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// When a subscription sends: the first event at once, an event without records when there was none
/// for a while, and no more than the service's quota of bytes per second. For one thread.
///
/// Events go out whole; the next one waits until the rate allows for those before. What was not
/// used for a second is lost.
final class Pace {
    /// Source: Kinesis Data Streams quotas: 2 MB a second per consumer and shard.
    static final long BYTES_PER_SECOND = 2L << 20;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long heartbeatNanos;
    private final boolean quotaHolds;
    private long dueNanos;
    private long readyNanos;

    Pace(Duration heartbeat, boolean quotaHolds, long nowNanos) {
        this.heartbeatNanos = heartbeat.toNanos();
        this.quotaHolds = quotaHolds;
        this.dueNanos = nowNanos;
        this.readyNanos = nowNanos - SECOND_NANOS;
    }

    /// How long until an event is due even without records; not above zero when it is.
    long untilDueNanos(long nowNanos) {
        return dueNanos - nowNanos;
    }

    /// How long the next event must wait for the quota; not above zero when it may go.
    long untilReadyNanos(long nowNanos) {
        return quotaHolds ? readyNanos - nowNanos : 0;
    }

    void sent(long bytes, long nowNanos) {
        long from = Math.max(readyNanos, nowNanos - SECOND_NANOS);
        readyNanos = from + (long) ((double) bytes * SECOND_NANOS / BYTES_PER_SECOND);
        dueNanos = nowNanos + heartbeatNanos;
    }
}
