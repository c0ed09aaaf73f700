package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.conformance.client.Program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What dynamic partitioning promises, at a size that fits a build;
/// `docs/how-to/prove-exactly-once.md` has the full one.
class PartitionsUnderKillTest {
    private static final int RECORDS = Integer.getInteger("kill.partition.records", 2_400);
    private static final int KILLS = Integer.getInteger("kill.partition.kills", 2);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir Path folder;

    @Test
    void deliversEachAcknowledgedRecordOnceInThePartitionOfItsKeyWhileBeingKilled() {
        assumeTrue(Program.works("python3", "--version"), "python3 is not installed");
        KillOptions options = KillOptions.full(folder).withSeed(SEED).sized(RECORDS, KILLS);

        KillReport report = new PartitionKillRun(options, System.out::println).run();

        System.out.println(report.summary());
        assertThat(report.violations()).as(report.summary()).isEmpty();
    }
}
