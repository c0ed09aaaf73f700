package io.hydrant.streams.stream;

import io.hydrant.streams.shard.InvalidStreamArgument;

import java.time.Instant;
import java.util.OptionalInt;

/// What changes of a stream's capacity mode, warm throughput and record size must obey. Each gives
/// the stream in UPDATING.
///
/// Source: Kinesis Data Streams API Reference.
public final class CapacityRules {
    private static final int MODE_CHANGES_MAX = 2;
    private static final int WARM_MIBPS_MAX = 10 * 1024;

    private CapacityRules() {}

    /// The mode a stream has already is no change and counts for none.
    ///
    /// @param warmMibps only for on-demand streams
    public static DataStream changeMode(
            DataStream stream, StreamMode mode, OptionalInt warmMibps, Instant now) {
        requireWarmable(mode, warmMibps);
        stream.requireActive();
        Capacity capacity = stream.capacity();
        if (capacity.mode() == mode) {
            return warmMibps.isEmpty() ? stream : warm(stream, warmMibps.getAsInt());
        }
        return stream.with(
                        capacity.changedTo(
                                mode,
                                warmMibps,
                                RecentCalls.with(
                                        capacity.modeChanges(),
                                        now,
                                        MODE_CHANGES_MAX,
                                        ("%s changed its mode %d times in the last 24 hours, "
                                                        + "which is the limit.")
                                                .formatted(stream.described(), MODE_CHANGES_MAX))))
                .in(StreamStatus.UPDATING);
    }

    public static DataStream warm(DataStream stream, int mibps) {
        stream.requireOnDemand();
        requireWarmable(stream.capacity().mode(), OptionalInt.of(mibps));
        stream.requireActive();
        return stream.with(stream.capacity().warmedTo(mibps)).in(StreamStatus.UPDATING);
    }

    public static DataStream limitRecords(DataStream stream, int kib) {
        stream.requireActive();
        return stream.with(stream.options().withRecordKibMax(kib)).in(StreamStatus.UPDATING);
    }

    /// @throws InvalidStreamArgument when a stream of this mode cannot have this warm throughput
    public static void requireWarmable(StreamMode mode, OptionalInt warmMibps) {
        if (warmMibps.isEmpty()) {
            return;
        }
        if (mode != StreamMode.ON_DEMAND) {
            throw new InvalidStreamArgument(
                    "WarmThroughputMiBps is only for streams with StreamMode=ON_DEMAND.");
        }
        if (warmMibps.getAsInt() > WARM_MIBPS_MAX) {
            throw new InvalidStreamArgument(
                    "WarmThroughputMiBps must be at most %d but was %d."
                            .formatted(WARM_MIBPS_MAX, warmMibps.getAsInt()));
        }
    }
}
