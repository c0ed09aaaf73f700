package io.hydrant.cli.producer;

import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;

import java.time.Duration;

/// A pause whose end by an interrupt is no failure of the command.
final class InterruptiblePause {
    private InterruptiblePause() {}

    static void of(Pauses pauses, Duration time) throws InterruptedException {
        try {
            pauses.pause(time);
        } catch (CommandFailed e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw e;
        }
    }
}
