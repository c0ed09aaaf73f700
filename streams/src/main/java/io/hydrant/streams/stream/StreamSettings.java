package io.hydrant.streams.stream;

import io.hydrant.kernel.telemetry.Telemetry;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/// What the life of data streams depends on.
///
/// @param background carries out what users do not wait for, such as resharding; it may run tasks
///   in any order and at once, and drop them only when the server stops
/// @param shardsMax open shards of an account in a region
/// @param quotasHold whether the service's quotas hold for every stream, not only for those that
///   ask by their tag
public record StreamSettings(
        InstantSource clock,
        Executor background,
        Telemetry telemetry,
        int shardsMax,
        boolean quotasHold) {}
