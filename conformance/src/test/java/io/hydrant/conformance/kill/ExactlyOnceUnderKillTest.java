package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.kill.KillOptions.Signal;
import io.hydrant.conformance.kill.KillOptions.Store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The promise of the product, at a size that fits a build; `docs/how-to/prove-exactly-once.md` has
/// the full one.
class ExactlyOnceUnderKillTest {
    private static final int RECORDS = Integer.getInteger("kill.records", 2_000);
    private static final int KILLS = Integer.getInteger("kill.kills", 2);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir Path folder;

    @Test
    void deliversEachAcknowledgedRecordOnceToAFailingS3WhileBeingKilled() {
        prove(options().sized(RECORDS, KILLS));
    }

    @Test
    void deliversEachAcknowledgedRecordOnceToItsOwnS3WhileBeingKilled() {
        prove(options().sized(RECORDS / 2, Math.max(1, KILLS / 2)).on(Store.EMBEDDED));
    }

    @Test
    void deliversEachAcknowledgedRecordOnceWhileBeingStopped() {
        prove(options().sized(RECORDS / 2, Math.max(1, KILLS / 2)).by(Signal.TERM));
    }

    private KillOptions options() {
        return KillOptions.full(folder).withSeed(SEED);
    }

    private static void prove(KillOptions options) {
        KillReport report = new KillRun(options, System.out::println).run();
        System.out.println(report.summary());
        assertThat(report.violations()).as(report.summary()).isEmpty();
    }
}
