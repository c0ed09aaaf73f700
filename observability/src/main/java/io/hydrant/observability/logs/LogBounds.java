package io.hydrant.observability.logs;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// How much logs may take.
///
/// @param fileBytesMax a file that has grown beyond it is followed by a new one
/// @param streamBytesMax all files of a stream together: the oldest go first
/// @param totalBytesMax all files of all streams together: the oldest go first
/// @param streamCountMax streams of all groups together
/// @param retention how long events of groups without a retention of their own are kept
public record LogBounds(
        long fileBytesMax,
        long streamBytesMax,
        long totalBytesMax,
        int streamCountMax,
        Duration retention) {
    public static final LogBounds DEFAULTS =
            new LogBounds(8L << 20, 128L << 20, 4L << 30, 100_000, Duration.ofDays(14));

    public LogBounds {
        if (fileBytesMax < 1 || streamBytesMax < fileBytesMax || totalBytesMax < fileBytesMax) {
            throw new InvalidArgument(
                    "log bounds must be positive, a stream's and all streams' above a file's, but"
                            + " were "
                            + fileBytesMax
                            + ", "
                            + streamBytesMax
                            + " and "
                            + totalBytesMax
                            + " bytes");
        }
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new InvalidArgument("log retention must be at least 1 day but was " + retention);
        }
    }

    public LogBounds withRetention(Duration other) {
        return new LogBounds(fileBytesMax, streamBytesMax, totalBytesMax, streamCountMax, other);
    }

    public LogBounds withTotalBytesMax(long other) {
        return new LogBounds(fileBytesMax, streamBytesMax, other, streamCountMax, retention);
    }
}
