package io.hydrant.observability.logs;

import io.hydrant.kernel.error.InvalidArgument;

/// How fast one stream may log; what comes faster within a second is counted, not written.
///
/// @param linesPerSecondMax events
/// @param bytesPerSecondMax of their messages, a character counted as one
public record Pace(int linesPerSecondMax, long bytesPerSecondMax) {
    /// An outage must not fill the log with what it did to every object.
    public static final Pace OF_DELIVERY = new Pace(20, 1 << 20);

    /// A crawl tells of every file that it cannot read.
    public static final Pace OF_CRAWLERS = new Pace(1_000, 1 << 20);

    /// A function may log every record that it sees.
    public static final Pace OF_FUNCTIONS = new Pace(50_000, 8 << 20);

    public Pace {
        if (linesPerSecondMax < 1 || bytesPerSecondMax < 1) {
            throw new InvalidArgument(
                    "a pace must be positive but was %d lines/s, %d bytes/s"
                            .formatted(linesPerSecondMax, bytesPerSecondMax));
        }
    }
}
