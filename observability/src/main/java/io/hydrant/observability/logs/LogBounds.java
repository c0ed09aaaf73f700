package io.hydrant.observability.logs;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// How much a log stream may take.
///
/// @param linesPerSecondMax further lines of the same second are counted, not written
/// @param fileBytesMax a file that has grown beyond it is followed by a new one
/// @param streamBytesMax all files of a stream together: the oldest go first
/// @param retention files whose last line is older go
public record LogBounds(
        int linesPerSecondMax, long fileBytesMax, long streamBytesMax, Duration retention) {
    public static final LogBounds DEFAULTS =
            new LogBounds(20, 8L << 20, 128L << 20, Duration.ofDays(14));

    public LogBounds {
        if (linesPerSecondMax < 1 || fileBytesMax < 1 || streamBytesMax < fileBytesMax) {
            throw new InvalidArgument(
                    "log bounds must be positive, a stream's above a file's, but were "
                            + linesPerSecondMax
                            + " lines/s, "
                            + fileBytesMax
                            + " and "
                            + streamBytesMax
                            + " bytes");
        }
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new InvalidArgument("log retention must be at least 1 day but was " + retention);
        }
    }

    public LogBounds withRetention(Duration other) {
        return new LogBounds(linesPerSecondMax, fileBytesMax, streamBytesMax, other);
    }
}
