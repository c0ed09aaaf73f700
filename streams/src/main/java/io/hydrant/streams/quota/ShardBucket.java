package io.hydrant.streams.quota;

/// What may be used of a shard in a time: refilled evenly, up to a capacity. For one thread at a
/// time.
final class ShardBucket {
    private static final long MILLIS = 1000;

    private final long capacityThousandths;
    private final long perSecond;
    private long leftThousandths;
    private long atMillis;

    /// Full at first.
    ShardBucket(long capacity, long perSecond, long nowMillis) {
        this.capacityThousandths = capacity * MILLIS;
        this.perSecond = perSecond;
        this.leftThousandths = capacityThousandths;
        this.atMillis = nowMillis;
    }

    /// Whether so much may be used now.
    boolean has(long amount, long nowMillis) {
        refill(nowMillis);
        return leftThousandths >= amount * MILLIS;
    }

    /// Uses so much, which may be more than there is.
    void use(long amount) {
        leftThousandths -= amount * MILLIS;
    }

    private void refill(long nowMillis) {
        if (nowMillis > atMillis) {
            long fullMillis = (capacityThousandths - leftThousandths) / perSecond + 1;
            long passedMillis = Math.min(nowMillis - atMillis, fullMillis);
            leftThousandths =
                    Math.min(capacityThousandths, leftThousandths + passedMillis * perSecond);
            atMillis = nowMillis;
        }
    }
}
