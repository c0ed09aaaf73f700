package io.hydrant.streams.stream;

import io.hydrant.streams.shard.LimitExceeded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Counts calls that may be made only so often in 24 hours.
final class RecentCalls {
    private static final Duration WINDOW = Duration.ofHours(24);

    private RecentCalls() {}

    /// @param calls those counted so far, oldest first
    /// @param max how many there may be in any 24 hours
    /// @param refusal told to the caller when there are that many already
    /// @return those of the last 24 hours and this one
    static List<Instant> with(List<Instant> calls, Instant now, int max, String refusal) {
        Instant start = now.minus(WINDOW);
        List<Instant> recent = new ArrayList<>(calls);
        recent.removeIf(call -> !call.isAfter(start));
        if (recent.size() >= max) {
            throw new LimitExceeded(refusal);
        }
        recent.add(now);
        return recent;
    }
}
