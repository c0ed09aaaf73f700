package io.hydrant.delivery.stream;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/// What the life of delivery streams depends on.
///
/// @param background carries out what users do not wait for, such as creating; it may run tasks in
///   any order and at once, and drop them only when the server stops
/// @param streamsMax delivery streams per account and region
public record LifecycleSettings(InstantSource clock, Executor background, int streamsMax) {
    /// Source: Firehose quotas, in the regions with the highest.
    public static final int STREAMS_MAX_DEFAULT = 5_000;

    public static LifecycleSettings of(InstantSource clock, Executor background) {
        return new LifecycleSettings(clock, background, STREAMS_MAX_DEFAULT);
    }
}
