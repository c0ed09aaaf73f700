package io.hydrant.delivery.pipeline;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;
import java.util.Optional;

/// How the engine works.
///
/// @param retention how long a record is tried to be delivered; for as long as the log has room
///   when empty
/// @param uploadThreads how many objects are rendered and uploaded at once, over all streams: 1-256
/// @param conversionsMax how many objects are converted at once, over all streams: 1-256. As many
///   again as there are upload threads carry them to their stores
/// @param conversionBytesMax what all conversions together may hold, roughly: at least 1 MiB each
/// @param processedBytesMax what functions may have made of a lane's records that is not delivered
///   yet; beyond it nothing more goes to them
/// @param activePartitionsMax of a delivery stream; records that would begin another one go to the
///   error output: 1-100,000
public record EngineConfig(
        Optional<Duration> retention,
        int uploadThreads,
        int conversionsMax,
        long conversionBytesMax,
        long processedBytesMax,
        int activePartitionsMax) {
    private static final long MIB = 1 << 20;
    private static final long SHARE_BYTES_MIN = 32 * MIB;
    private static final long PROCESSED_BYTES_MAX = 256 * MIB;
    private static final int CONVERSIONS_MIN = 2;

    /// Source: Firehose quotas.
    private static final int ACTIVE_PARTITIONS_MAX = 500;

    private static final int CONVERSIONS_MAX = 16;

    public static final EngineConfig DEFAULTS = forMachine(Runtime.getRuntime());

    public EngineConfig {
        if (uploadThreads < 1 || uploadThreads > 256) {
            throw new InvalidArgument("uploadThreads must be 1-256 but was " + uploadThreads);
        }
        if (conversionsMax < 1 || conversionsMax > 256) {
            throw new InvalidArgument("conversionsMax must be 1-256 but was " + conversionsMax);
        }
        if (conversionBytesMax < conversionsMax * MIB) {
            throw new InvalidArgument(
                    "conversionBytesMax must be at least %d MiB but was %d bytes"
                            .formatted(conversionsMax, conversionBytesMax));
        }
        if (processedBytesMax < 1) {
            throw new InvalidArgument(
                    "processedBytesMax must be positive but was " + processedBytesMax);
        }
        if (activePartitionsMax < 1 || activePartitionsMax > 100_000) {
            throw new InvalidArgument(
                    "activePartitionsMax must be 1-100,000 but was " + activePartitionsMax);
        }
    }

    public EngineConfig withRetention(Optional<Duration> other) {
        return new EngineConfig(
                other,
                uploadThreads,
                conversionsMax,
                conversionBytesMax,
                processedBytesMax,
                activePartitionsMax);
    }

    public EngineConfig withActivePartitionsMax(int other) {
        return new EngineConfig(
                retention,
                uploadThreads,
                conversionsMax,
                conversionBytesMax,
                processedBytesMax,
                other);
    }

    /// Row groups are closed at this size: half of a conversion's share, as the other half is for
    /// the batch that is read and for what closing takes.
    long rowGroupBytesMax() {
        return conversionBytesMax / conversionsMax / 2;
    }

    /// What a converter that waits for its next object may hold.
    long idleConverterBytesMax() {
        return conversionBytesMax / conversionsMax / 4;
    }

    /// Conversions may have a quarter of the heap. They compute nearly all the time, so there are
    /// as many as processors, but not so many that row groups get too small to be read well.
    private static EngineConfig forMachine(Runtime machine) {
        long bytes = Math.max(machine.maxMemory() / 4, CONVERSIONS_MIN * MIB);
        int useful = Math.clamp(machine.availableProcessors(), CONVERSIONS_MIN, CONVERSIONS_MAX);
        int conversions = Math.clamp(bytes / SHARE_BYTES_MIN, CONVERSIONS_MIN, useful);
        return new EngineConfig(
                Optional.empty(),
                16,
                conversions,
                bytes,
                PROCESSED_BYTES_MAX,
                ACTIVE_PARTITIONS_MAX);
    }
}
