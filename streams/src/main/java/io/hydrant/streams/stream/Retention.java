package io.hydrant.streams.stream;

import io.hydrant.streams.shard.InvalidStreamArgument;

/// How long records are kept.
///
/// Source: Kinesis Data Streams API Reference; texts as emulators copied them from the service.
public final class Retention {
    public static final int HOURS_MIN = 24;
    public static final int HOURS_MAX = 8760;

    private Retention() {}

    /// @throws InvalidStreamArgument when it is shorter than now
    public static DataStream increased(DataStream stream, int hours) {
        requireAllowed(hours);
        if (hours < stream.options().retentionHours()) {
            throw refused(stream, hours, "shorter", "DecreaseRetentionPeriod");
        }
        stream.requireActive();
        return stream.with(stream.options().retaining(hours));
    }

    /// Records beyond it cannot be read any more at once.
    ///
    /// @throws InvalidStreamArgument when it is longer than now
    public static DataStream decreased(DataStream stream, int hours) {
        requireAllowed(hours);
        if (hours > stream.options().retentionHours()) {
            throw refused(stream, hours, "longer", "IncreaseRetentionPeriod");
        }
        stream.requireActive();
        return stream.with(stream.options().retaining(hours));
    }

    private static void requireAllowed(int hours) {
        if (hours < HOURS_MIN) {
            throw new InvalidStreamArgument(
                    ("Minimum allowed retention period is %d hours. Requested retention "
                                    + "period (%d hours) is too short.")
                            .formatted(HOURS_MIN, hours));
        }
        if (hours > HOURS_MAX) {
            throw new InvalidStreamArgument(
                    ("Maximum allowed retention period is %d hours. Requested retention "
                                    + "period (%d hours) is too long.")
                            .formatted(HOURS_MAX, hours));
        }
    }

    private static InvalidStreamArgument refused(
            DataStream stream, int hours, String than, String other) {
        return new InvalidStreamArgument(
                ("Requested retention period (%d hours) for stream %s can not be %s than "
                                + "existing retention period (%d hours). Use %s API.")
                        .formatted(
                                hours,
                                stream.id().name(),
                                than,
                                stream.options().retentionHours(),
                                other));
    }
}
