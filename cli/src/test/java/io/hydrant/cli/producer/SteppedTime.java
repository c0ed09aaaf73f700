package io.hydrant.cli.producer;

import io.hydrant.cli.terminal.Pauses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that only pauses move.
public final class SteppedTime implements InstantSource, Pauses {
    public static final Instant START = Instant.parse("2026-02-01T12:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void pause(Duration time) {
        now = now.plus(time);
    }
}
