package io.hydrant.cli.bench;

import io.hydrant.cli.terminal.Pauses;

import java.time.Duration;

/// Looks at the memory of a server ten times a second, from its making until it is closed. For one
/// thread.
final class ResidentPeak implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Thread sampling;
    private volatile boolean closed;
    private volatile Resident peak = new Resident(0, 0);

    /// @param bytes the resident set
    /// @param anonymousBytes of it: what belongs to no file
    record Resident(long bytes, long anonymousBytes) {}

    ResidentPeak(ServerProcess server, Pauses pauses) {
        this.sampling =
                Thread.ofVirtual()
                        .name("resident set")
                        .start(
                                () -> {
                                    while (!closed) {
                                        sample(server);
                                        pauses.pause(PERIOD);
                                    }
                                });
    }

    private void sample(ServerProcess server) {
        Resident now = server.resident();
        if (now.bytes() > peak.bytes()) {
            peak = now;
        }
    }

    /// The most seen so far; 0 where the system does not tell.
    Resident peak() {
        return peak;
    }

    @Override
    public void close() {
        closed = true;
        try {
            sampling.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
