package io.hydrant.delivery.pipeline;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;
import java.util.Optional;

/// How the engine works.
///
/// @param retention how long a record is tried to be delivered; for as long as the log has room
///   when empty
/// @param uploadThreads how many objects are rendered and uploaded at once, over all streams: 1-256
public record EngineConfig(Optional<Duration> retention, int uploadThreads) {
    public static final EngineConfig DEFAULTS = new EngineConfig(Optional.empty(), 16);

    public EngineConfig {
        if (uploadThreads < 1 || uploadThreads > 256) {
            throw new InvalidArgument("uploadThreads must be 1-256 but was " + uploadThreads);
        }
    }

    public EngineConfig withRetention(Optional<Duration> other) {
        return new EngineConfig(other, uploadThreads);
    }
}
