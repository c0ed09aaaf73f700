package io.hydrant.streams.stream;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// What a stream is sized for.
///
/// @param warmMibps write throughput in MiB/s an on-demand stream was told to be ready for; for the
///   user's information only
/// @param modeChanges when the mode was changed in the last 24 hours, oldest first
/// @param scalings when the number of shards was set in the last 24 hours, oldest first
public record Capacity(
        StreamMode mode, OptionalInt warmMibps, List<Instant> modeChanges, List<Instant> scalings) {
    public Capacity {
        modeChanges = List.copyOf(modeChanges);
        scalings = List.copyOf(scalings);
    }

    static Capacity of(StreamMode mode, OptionalInt warmMibps) {
        return new Capacity(mode, warmMibps, List.of(), List.of());
    }

    Capacity changedTo(StreamMode next, OptionalInt warm, List<Instant> changes) {
        return new Capacity(next, warm, changes, scalings);
    }

    Capacity scaledAt(List<Instant> times) {
        return new Capacity(mode, warmMibps, modeChanges, times);
    }

    Capacity warmedTo(int mibps) {
        return new Capacity(mode, OptionalInt.of(mibps), modeChanges, scalings);
    }
}
