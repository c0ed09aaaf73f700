package io.hydrant.cli.replay;

import java.time.Instant;
import java.util.OptionalDouble;

/// How fast time goes by in a replay.
///
/// @param factor event time per real time; empty: no waiting at all
public record Speed(OptionalDouble factor) {
    public static final Speed MAX = new Speed(OptionalDouble.empty());

    public Speed {
        factor.ifPresent(
                value -> {
                    if (!(value > 0) || Double.isInfinite(value)) {
                        throw new IllegalArgumentException(
                                "a speedup must be greater than 0 but was " + value);
                    }
                });
    }

    public static Speed of(double factor) {
        return new Speed(OptionalDouble.of(factor));
    }

    /// When an event is due.
    ///
    /// @param start when the first event was due
    /// @param sinceFirstMillis how much later than the first one it happened
    Instant due(Instant start, long sinceFirstMillis) {
        return factor.isEmpty()
                ? Instant.MIN
                : start.plusMillis(Math.round(sinceFirstMillis / factor.getAsDouble()));
    }
}
