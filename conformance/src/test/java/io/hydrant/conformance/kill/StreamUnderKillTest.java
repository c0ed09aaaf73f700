package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What a data stream promises its readers, at a size that fits a build;
/// `docs/how-to/prove-exactly-once.md` has the full one.
class StreamUnderKillTest {
    private static final int RECORDS = Integer.getInteger("kill.stream.records", 3_000);
    private static final int KILLS = Integer.getInteger("kill.stream.kills", 2);
    private static final int RESHARDS = Integer.getInteger("kill.stream.reshards", 4);
    private static final long SEED = Long.getLong("kill.seed", 1);

    @TempDir Path folder;

    @Test
    void showsEachReaderEachAcknowledgedRecordInOrderAndDeliversItOnce() {
        StreamKillOptions options =
                StreamKillOptions.full(folder).withSeed(SEED).sized(RECORDS, KILLS, RESHARDS);

        StreamKillReport report = new StreamKillRun(options, System.out::println).run();

        System.out.println(report.summary());
        assertThat(report.violations()).as(report.summary()).isEmpty();
    }
}
