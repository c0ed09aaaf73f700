package io.hydrant.streams.quota;

/// What may be used of a shard in a time: refilled evenly, up to a capacity. For one thread at a
/// time.
final class ShardBucket {
    private static final double MILLIS = 1000;

    private final double capacity;
    private final double perSecond;
    private double left;
    private long atMillis;

    /// Full at first.
    ShardBucket(double capacity, double perSecond, long nowMillis) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.left = capacity;
        this.atMillis = nowMillis;
    }

    /// What may be used now.
    double left(long nowMillis) {
        if (nowMillis > atMillis) {
            left = Math.min(capacity, left + (nowMillis - atMillis) / MILLIS * perSecond);
            atMillis = nowMillis;
        }
        return left;
    }

    /// Uses so much, which may be more than is left.
    void use(double amount) {
        left -= amount;
    }
}
