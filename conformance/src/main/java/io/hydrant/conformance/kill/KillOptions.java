package io.hydrant.conformance.kill;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// What a run of the harness is to do.
///
/// @param seed decides batches, faults and moments of kills
/// @param recordCount records to be put, of all streams together
/// @param killCount how often the server is killed
/// @param connectionCount clients that put at the same time
/// @param store where the server delivers to
/// @param signal how the server is ended
/// @param folder holds the server's data folder and what it says
/// @param keep whether the folder stays after a run without violation
public record KillOptions(
        long seed,
        int recordCount,
        int killCount,
        int connectionCount,
        Store store,
        Signal signal,
        Path folder,
        boolean keep) {
    static final String USAGE =
            """
            Usage: KillHarness [--seed N] [--records N] [--kills N] [--connections N]
                               [--store outside|embedded] [--signal kill|term|mixed]
                               [--folder DIR] [--keep]

            Puts numbered records while the server is killed at random moments and, with
            `--store outside`, its S3 fails at random; then counts what arrived.

            Exit codes: 0 every acknowledged record arrived exactly once; 1 it did not; 2 wrong usage
            """;

    /// Where the server delivers to.
    public enum Store {
        /// A faulty S3 in the harness's own process.
        OUTSIDE,
        /// The server's own S3.
        EMBEDDED
    }

    /// How the server is ended.
    public enum Signal {
        /// SIGKILL, at once.
        KILL,
        /// SIGTERM: it may finish what is open.
        TERM,
        /// One or the other by chance.
        MIXED
    }

    public KillOptions {
        requirePositive("records", recordCount);
        requirePositive("kills", killCount);
        requirePositive("connections", connectionCount);
    }

    /// The full run of the documentation.
    public static KillOptions full(Path folder) {
        return new KillOptions(1, 200_000, 20, 6, Store.OUTSIDE, Signal.KILL, folder, false);
    }

    public KillOptions sized(int records, int kills) {
        return new KillOptions(seed, records, kills, connectionCount, store, signal, folder, keep);
    }

    public KillOptions withSeed(long number) {
        return new KillOptions(
                number, recordCount, killCount, connectionCount, store, signal, folder, keep);
    }

    public KillOptions on(Store chosen) {
        return new KillOptions(
                seed, recordCount, killCount, connectionCount, chosen, signal, folder, keep);
    }

    public KillOptions by(Signal chosen) {
        return new KillOptions(
                seed, recordCount, killCount, connectionCount, store, chosen, folder, keep);
    }

    /// @throws IllegalArgumentException with what is wrong
    static KillOptions parse(List<String> arguments, KillOptions defaults) {
        KillOptions chosen = defaults;
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String name = words.next();
            chosen = name.equals("--keep") ? chosen.kept() : chosen.with(name, value(name, words));
        }
        return chosen;
    }

    private KillOptions kept() {
        return new KillOptions(
                seed, recordCount, killCount, connectionCount, store, signal, folder, true);
    }

    private KillOptions with(String name, String value) {
        return switch (name) {
            case "--seed" -> withSeed(Long.parseLong(value));
            case "--records" -> sized(number(name, value), killCount);
            case "--kills" -> sized(recordCount, number(name, value));
            case "--connections" ->
                    new KillOptions(
                            seed,
                            recordCount,
                            killCount,
                            number(name, value),
                            store,
                            signal,
                            folder,
                            keep);
            case "--store" -> on(Store.valueOf(value.toUpperCase(Locale.ROOT)));
            case "--signal" -> by(Signal.valueOf(value.toUpperCase(Locale.ROOT)));
            case "--folder" ->
                    new KillOptions(
                            seed,
                            recordCount,
                            killCount,
                            connectionCount,
                            store,
                            signal,
                            Path.of(value).toAbsolutePath(),
                            keep);
            default -> throw new IllegalArgumentException("there is no option " + name);
        };
    }

    private static String value(String name, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return words.next();
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number but was " + text, e);
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 but was " + value);
        }
    }
}
