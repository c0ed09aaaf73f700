package io.hydrant.delivery.transform;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before a batch is sent to its function again: doubling from 100 ms to 10
/// seconds, of which by chance between half and all, so that the batches of many lanes do not come
/// back to a throttled function at once. The service does not say how it waits.
final class BackOff {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;
    private static final int DOUBLINGS_MAX = 7;

    private final RandomGenerator random;

    /// @param random safe for use by many threads
    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /// @param failures how often the function failed so far, at least 1
    Duration waitAfter(int failures) {
        long millis =
                Math.min(FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS_MAX), LONGEST_MILLIS);
        return Duration.ofMillis(Math.round(millis * (0.5 + 0.5 * random.nextDouble())));
    }

    /// Waits. Tests do it without.
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }
}
