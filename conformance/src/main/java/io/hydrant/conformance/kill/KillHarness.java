package io.hydrant.conformance.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The harness as a program. How to run it: `docs/how-to/prove-exactly-once.md`.
public final class KillHarness {
    private static final int VIOLATED = 1;
    private static final int USAGE = 2;

    private KillHarness() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException {
        Path own = Files.createTempDirectory("hydrant-kill-");
        KillOptions options;
        try {
            options = KillOptions.parse(arguments, KillOptions.full(own));
        } catch (IllegalArgumentException e) {
            delete(own);
            System.err.println(e.getMessage());
            System.err.print(KillOptions.USAGE);
            return USAGE;
        }
        System.out.println("Everything is in " + options.folder());
        KillReport report = new KillRun(options, System.out::println).run();
        System.out.println(report.summary());
        boolean spent = report.exactlyOnce() && !options.keep();
        if (spent || !options.folder().equals(own)) {
            delete(own); // a folder that was asked for is never deleted
        }
        return report.exactlyOnce() ? 0 : VIOLATED;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
