package io.hydrant.functions.mapping.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before something is tried again: doubling from half a second to 30 seconds, ±20
/// % by chance. That makes about eight tries in the first minute, as was seen of the service.
///
/// @param random for one thread
record Backoff(RandomGenerator random) {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int DOUBLINGS_MAX = 6;

    /// @param failures how often it failed so far, at least 1
    Duration after(int failures) {
        long millis =
                Math.min(FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS_MAX), LONGEST_MILLIS);
        return Duration.ofMillis(Math.round(millis * (0.8 + 0.4 * random.nextDouble())));
    }
}
