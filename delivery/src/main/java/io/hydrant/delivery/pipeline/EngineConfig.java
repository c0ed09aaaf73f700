package io.hydrant.delivery.pipeline;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;
import java.util.Optional;

/// How the engine works.
///
/// @param retention how long a record is tried to be delivered; for as long as the log has room
///   when empty
/// @param uploadThreads how many objects are rendered and uploaded at once, over all streams: 1-256
/// @param conversionThreads how many objects are converted and uploaded at once, over all streams,
///   beside the others: 1-256
/// @param conversionBytesMax what all conversions together may hold, roughly: at least 1 MiB for
///   each of their threads
public record EngineConfig(
        Optional<Duration> retention,
        int uploadThreads,
        int conversionThreads,
        long conversionBytesMax) {
    private static final long MIB = 1 << 20;
    private static final int CONVERSION_THREADS_MIN = 4;
    private static final int CONVERSION_THREADS_MAX = 16;

    public static final EngineConfig DEFAULTS = forMachine(Runtime.getRuntime());

    public EngineConfig {
        if (uploadThreads < 1 || uploadThreads > 256) {
            throw new InvalidArgument("uploadThreads must be 1-256 but was " + uploadThreads);
        }
        if (conversionThreads < 1 || conversionThreads > 256) {
            throw new InvalidArgument(
                    "conversionThreads must be 1-256 but was " + conversionThreads);
        }
        if (conversionBytesMax < conversionThreads * MIB) {
            throw new InvalidArgument(
                    "conversionBytesMax must be at least %d MiB but was %d bytes"
                            .formatted(conversionThreads, conversionBytesMax));
        }
    }

    public EngineConfig withRetention(Optional<Duration> other) {
        return new EngineConfig(other, uploadThreads, conversionThreads, conversionBytesMax);
    }

    /// Row groups are closed at this size: half of a conversion's share, as the other half is for
    /// the batch that is read and for what closing takes.
    long rowGroupBytesMax() {
        return conversionBytesMax / conversionThreads / 2;
    }

    /// A conversion computes and waits for its store in turns, so there are some even on a small
    /// machine. They may have a quarter of the heap.
    private static EngineConfig forMachine(Runtime machine) {
        int conversions =
                Math.clamp(
                        machine.availableProcessors(),
                        CONVERSION_THREADS_MIN,
                        CONVERSION_THREADS_MAX);
        long bytes = Math.max(machine.maxMemory() / 4, conversions * MIB);
        return new EngineConfig(Optional.empty(), 16, conversions, bytes);
    }
}
