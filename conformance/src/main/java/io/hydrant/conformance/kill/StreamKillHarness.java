package io.hydrant.conformance.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The harness of data streams as a program. How to run it: `docs/how-to/prove-exactly-once.md`.
public final class StreamKillHarness {
    private static final int VIOLATED = 1;
    private static final int USAGE = 2;

    private StreamKillHarness() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException {
        Path own = Files.createTempDirectory("hydrant-stream-kill-");
        StreamKillOptions options;
        try {
            options = StreamKillOptions.parse(arguments, StreamKillOptions.full(own));
        } catch (IllegalArgumentException e) {
            KillHarness.delete(own);
            System.err.println(e.getMessage());
            System.err.print(StreamKillOptions.USAGE);
            return USAGE;
        }
        System.out.println("Everything is in " + options.run().folder());
        StreamKillReport report = new StreamKillRun(options, System.out::println).run();
        System.out.println(report.summary());
        boolean spent = report.isGood() && !options.run().keep();
        if (spent || !options.run().folder().equals(own)) {
            KillHarness.delete(own); // a folder that was asked for is never deleted
        }
        return report.isGood() ? 0 : VIOLATED;
    }
}
