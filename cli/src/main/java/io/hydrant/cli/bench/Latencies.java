package io.hydrant.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How long something took, again and again.
///
/// @param sorted shortest first; at least one
record Latencies(List<Duration> sorted) {
    Latencies {
        sorted = List.copyOf(sorted);
    }

    static Latencies of(Stream<Duration> durations) {
        return new Latencies(durations.sorted().toList());
    }

    /// @param quantile 0 to 1
    double millis(double quantile) {
        int index = (int) Math.min(sorted.size() - 1, Math.floor(quantile * sorted.size()));
        return sorted.get(index).toNanos() / 1e6;
    }
}
