package io.hydrant.cli.producer;

import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Terminal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How to try again: pauses that double from 50 milliseconds to 10 seconds, each shortened by up to
/// half at random, so that many producers do not come back all at once.
///
/// @param jitter shortens pauses
/// @param complaints is told when it takes long
public record Resending(Pauses pauses, RandomGenerator jitter, Complaints complaints) {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long PAUSE_MILLIS_MAX = 10_000;
    private static final int DOUBLINGS_MAX = 8;

    /// So many tries may fail before somebody is told: about a second and a half.
    private static final int SILENT_TRIES = 5;

    /// Hears why records are not taken.
    @FunctionalInterface
    public interface Complaints {
        void complain(String sentence);
    }

    /// Complains as a line on the terminal.
    public static Resending to(Terminal terminal, Pauses pauses) {
        return new Resending(
                pauses,
                RandomGenerator.getDefault(),
                sentence -> {
                    terminal.err().println(sentence);
                    terminal.err().flush();
                });
    }

    /// Waits after a failed try.
    ///
    /// @param tries how many failed in a row, this one included
    /// @param subject what is tried, such as `stream trips`
    /// @param reason why it failed
    void await(int tries, String subject, String reason) throws InterruptedException {
        if (tries == SILENT_TRIES) {
            complaints.complain(subject + " takes no records: " + reason + "; trying on");
        }
        long millis =
                Math.min(
                        PAUSE_MILLIS_MAX, FIRST_PAUSE_MILLIS << Math.min(tries - 1, DOUBLINGS_MAX));
        InterruptiblePause.of(pauses, Duration.ofMillis(millis - jitter.nextLong(millis / 2 + 1)));
    }
}
