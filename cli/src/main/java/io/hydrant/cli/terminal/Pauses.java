package io.hydrant.cli.terminal;

import java.time.Duration;

/// Waits between two tries; a test lets no time pass.
@FunctionalInterface
public interface Pauses {
    void pause(Duration time);

    /// Real time.
    static Pauses real() {
        return time -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailed("interrupted", e);
            }
        };
    }
}
