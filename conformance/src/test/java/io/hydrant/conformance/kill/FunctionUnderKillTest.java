package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.conformance.client.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What an event source mapping promises its function, at a size that fits a build;
/// `docs/how-to/prove-exactly-once.md` has the full one.
class FunctionUnderKillTest {
    private static final int RECORDS = Integer.getInteger("kill.function.records", 1_500);
    private static final int KILLS = Integer.getInteger("kill.function.kills", 2);
    private static final int FUNCTION_KILLS = Integer.getInteger("kill.function.processes", 3);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir Path folder;

    @Test
    void showsItsFunctionEachRecordInOrderAndGoesBackByNoMoreThanABatch() {
        assumeTrue(Program.works("python3", "--version"), "python3 is not installed");
        FunctionKillOptions options =
                FunctionKillOptions.full(folder)
                        .withSeed(SEED)
                        .sized(RECORDS, KILLS, FUNCTION_KILLS);

        FunctionKillReport report = new FunctionKillRun(options, System.out::println).run();

        System.out.println(report.summary());
        assertThat(report.violations()).as(report.summary()).isEmpty();
    }
}
