package io.hydrant.streams.quota;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How often each caller may call: so many times at once, and so many times a second over time.
///
/// Safe for use by many threads. Remembers a bounded number of callers: those who have not called
/// for a second are forgotten when there are too many, and all when that is not enough.
public final class CallRates {
    private static final int CALLERS_MAX = 10_000;
    private static final long MILLIS = 1000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public CallRates(InstantSource clock) {
        this.clock = clock;
    }

    /// Counts a call unless it is too much.
    ///
    /// @param caller who calls what
    /// @param perSecond how many calls may come in a second, at once or spread over it
    public boolean take(String caller, int perSecond) {
        long now = clock.millis();
        if (buckets.size() >= CALLERS_MAX) {
            buckets.values().removeIf(bucket -> bucket.idle(now));
        }
        if (buckets.size() >= CALLERS_MAX) {
            buckets.clear();
        }
        // a new bucket for each call, so that whoever looks at it sees one moment
        boolean[] taken = new boolean[1];
        buckets.compute(
                caller,
                (_, before) -> {
                    Bucket bucket =
                            before == null
                                    ? new Bucket(perSecond * MILLIS, now)
                                    : before.refilled(now, perSecond);
                    taken[0] = bucket.thousandths() >= MILLIS;
                    return taken[0] ? bucket.less() : bucket;
                });
        return taken[0];
    }

    /// How many callers are remembered.
    int callers() {
        return buckets.size();
    }

    /// @param thousandths of a call that may be made now
    private record Bucket(long thousandths, long atMillis) {
        Bucket refilled(long now, int perSecond) {
            long passed = Math.min(MILLIS, Math.max(0, now - atMillis));
            return new Bucket(
                    Math.min(perSecond * MILLIS, thousandths + passed * perSecond),
                    Math.max(now, atMillis));
        }

        Bucket less() {
            return new Bucket(thousandths - MILLIS, atMillis);
        }

        boolean idle(long now) {
            return now - atMillis >= MILLIS;
        }
    }
}
