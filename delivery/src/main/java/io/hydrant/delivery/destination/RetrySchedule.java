package io.hydrant.delivery.destination;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before an upload is tried again: doubling from half a second to 30 seconds, ±20
/// % by chance so that many streams do not come back to a recovering store at once. It never gives
/// up.
public final class RetrySchedule {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int DOUBLINGS_MAX = 6;

    private final RandomGenerator random;

    public RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /// @param failures how often the upload failed so far, at least 1
    public Duration waitAfter(int failures) {
        long millis =
                Math.min(FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS_MAX), LONGEST_MILLIS);
        return Duration.ofMillis(Math.round(millis * (0.8 + 0.4 * random.nextDouble())));
    }
}
