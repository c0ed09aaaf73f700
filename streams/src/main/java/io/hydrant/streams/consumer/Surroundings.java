package io.hydrant.streams.consumer;

import io.hydrant.streams.shard.ShardDirectory;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What subscriptions run in.
///
/// @param nanos a time that never jumps, as [System#nanoTime]
public record Surroundings(
        ShardDirectory directory,
        InstantSource clock,
        LongSupplier nanos,
        SubscriptionLimits limits) {
    public static Surroundings of(ShardDirectory directory, InstantSource clock) {
        return new Surroundings(directory, clock, System::nanoTime, SubscriptionLimits.DEFAULTS);
    }
}
