package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What is promised of records that are converted, at a size that fits a build;
/// `docs/how-to/prove-exactly-once.md` has the full one.
class ConversionUnderKillTest {
    private static final int RECORDS = Integer.getInteger("kill.conversion.records", 2_400);
    private static final int KILLS = Integer.getInteger("kill.conversion.kills", 2);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir Path folder;

    @Test
    void putsEachAcknowledgedRecordIntoOneFileOrOneErrorObjectWhileBeingKilled() {
        KillOptions options = KillOptions.full(folder).withSeed(SEED).sized(RECORDS, KILLS);

        KillReport report = new ConversionKillRun(options, System.out::println).run();

        System.out.println(report.summary());
        assertThat(report.violations()).as(report.summary()).isEmpty();
    }
}
