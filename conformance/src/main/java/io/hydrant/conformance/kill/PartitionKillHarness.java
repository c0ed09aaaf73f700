package io.hydrant.conformance.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The harness of dynamic partitioning as a program. How to run it:
/// `docs/how-to/prove-exactly-once.md`.
public final class PartitionKillHarness {
    private static final int VIOLATED = 1;
    private static final int USAGE = 2;
    private static final int RECORDS = 40_000;
    private static final int KILLS = 12;

    private PartitionKillHarness() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException {
        Path own = Files.createTempDirectory("hydrant-partition-kill-");
        KillOptions options;
        try {
            options = KillOptions.parse(arguments, KillOptions.full(own).sized(RECORDS, KILLS));
        } catch (IllegalArgumentException e) {
            KillHarness.delete(own);
            System.err.println(e.getMessage());
            System.err.print(KillOptions.USAGE.replace("KillHarness", "PartitionKillHarness"));
            return USAGE;
        }
        System.out.println("Everything is in " + options.folder());
        KillReport report = new PartitionKillRun(options, System.out::println).run();
        System.out.println(report.summary());
        boolean spent = report.exactlyOnce() && !options.keep();
        if (spent || !options.folder().equals(own)) {
            KillHarness.delete(own); // a folder that was asked for is never deleted
        }
        return report.exactlyOnce() ? 0 : VIOLATED;
    }
}
