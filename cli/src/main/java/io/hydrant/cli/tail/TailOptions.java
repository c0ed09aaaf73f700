package io.hydrant.cli.tail;

import io.hydrant.cli.tail.checkpoint.Checkpoints;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What all flows of a run share.
///
/// @param checkpoints where they remember how far they are
/// @param memory how long a file that is gone is remembered
/// @param once whether to end when everything that is there now is sent
/// @param clock for timestamps in records
/// @param random for partition keys
public record TailOptions(
        Checkpoints checkpoints,
        Duration memory,
        boolean once,
        InstantSource clock,
        RandomGenerator random) {}
