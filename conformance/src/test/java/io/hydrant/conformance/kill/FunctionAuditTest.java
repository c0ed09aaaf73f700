package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.kill.FunctionJournal.Told;
import io.hydrant.conformance.kill.FunctionJournal.What;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// The harness must see each way in which a mapping can break its promise.
class FunctionAuditTest {
    private static final String SHARD = "shardId-000000000000";

    private final FunctionJournal journal = new FunctionJournal();

    private List<String> violations() {
        return audit().violations();
    }

    private FunctionAudit audit() {
        FunctionAudit audit = new FunctionAudit("f", new TreeMap<>(Map.of(SHARD, numbers(0, 10))));
        audit.compare(journal.all());
        return audit;
    }

    private void begun(int first, int end) {
        journal.add(new Told("f", What.BEGUN, List.of(SHARD), numbers(first, end)));
    }

    private void done(int first, int end) {
        begun(first, end);
        journal.add(new Told("f", What.DONE, List.of(SHARD), numbers(first, end)));
    }

    private static List<BigInteger> numbers(int first, int end) {
        return LongStream.range(first, end)
                .mapToObj(each -> BigInteger.valueOf(100 + 3 * each))
                .toList();
    }

    @Test
    void findsNothingWhenBatchesFollowEachOther() {
        done(0, 4);
        done(4, 10);
        assertThat(violations()).isEmpty();
        assertThat(audit().repeatCount()).isZero();
        assertThat(journal.doneCount("f")).isEqualTo(10);
    }

    @Test
    void allowsABatchThatBroke() {
        done(0, 4);
        begun(4, 6);
        begun(4, 10);
        done(4, 10);
        assertThat(violations()).isEmpty();
        assertThat(audit().batchCount()).isEqualTo(4);
        assertThat(audit().repeatCount()).isEqualTo(2);
    }

    @Test
    void allowsTheLastBatchAgainAndLonger() {
        done(0, 4);
        done(4, 6);
        done(4, 8);
        done(8, 10);
        assertThat(violations()).isEmpty();
    }

    @Test
    void seesThatTheEndsOfTwoBatchesWereLost() {
        done(0, 4);
        done(4, 6);
        done(0, 4);
        done(4, 10);
        assertThat(violations())
                .containsExactly(
                        "f: "
                                + SHARD
                                + " went back to record 0, although the batch from 4 to 6 was"
                                + " done");
    }

    @Test
    void seesASkippedRecord() {
        done(0, 4);
        done(5, 10);
        assertThat(violations()).containsExactly("f: " + SHARD + " skipped from record 4 to 5");
    }

    @Test
    void seesABatchThatWasPassedOverAfterItBroke() {
        done(0, 4);
        begun(4, 6);
        done(6, 10);
        assertThat(violations()).containsExactly("f: " + SHARD + " skipped from record 4 to 6");
    }

    @Test
    void seesRecordsOutOfOrder() {
        journal.add(new Told("f", What.BEGUN, List.of(SHARD), numbers(0, 2).reversed()));
        done(0, 10);
        assertThat(violations())
                .containsExactly(
                        "f: 2 records of "
                                + SHARD
                                + " from 103 on do not follow each other in the stream");
    }

    @Test
    void seesRecordsOfSeveralShards() {
        journal.add(new Told("f", What.BEGUN, List.of(SHARD, "other"), numbers(0, 2)));
        done(0, 10);
        assertThat(violations()).containsExactly("f: a batch of the shards [" + SHARD + ", other]");
    }

    @Test
    void seesThatTheEndIsMissing() {
        done(0, 4);
        begun(4, 10);
        assertThat(violations()).containsExactly("f: " + SHARD + " ends at record 4 of 10");
    }

    @Test
    void doesNotMixFunctions() {
        done(0, 10);
        journal.add(new Told("g", What.DONE, List.of(SHARD), numbers(3, 5)));
        assertThat(violations()).isEmpty();
    }
}
