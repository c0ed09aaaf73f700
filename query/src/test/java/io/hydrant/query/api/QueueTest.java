package io.hydrant.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.execution.ExecutionSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How executions wait, run, are stopped and are forgotten.
class QueueTest {
    private static final ExecutionSettings TWO_AT_ONCE =
            ExecutionSettings.DEFAULTS.withRunningMax(2).withWaitingMax(18);

    @TempDir private Path folder;
    private final List<AthenaHarness> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(AthenaHarness::close);
    }

    private AthenaHarness open(ExecutionSettings settings) {
        AthenaHarness athena = new AthenaHarness(folder, settings);
        opened.add(athena);
        return athena;
    }

    @Test
    void twentyQueriesAtOnceRunTwoByTwo() throws InterruptedException {
        AthenaHarness athena = open(TWO_AT_ONCE);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(athena.start("SELECT wait " + i));
        }
        athena.runner.isWaiting(ids.get(0)).await();
        athena.runner.isWaiting(ids.get(1)).await();
        assertThat(athena.get(ids.get(0)).status().state()).isEqualTo(QueryExecutionState.RUNNING);
        assertThat(athena.get(ids.get(2)).status().state()).isEqualTo(QueryExecutionState.QUEUED);
        assertThat(athena.runner.ran).hasSize(2);
        athena.runner.lettingGo.release(20);
        assertThat(ids)
                .allSatisfy(
                        id ->
                                assertThat(athena.finished(id).status().state())
                                        .isEqualTo(QueryExecutionState.SUCCEEDED));
        assertThat(athena.runner.ran).hasSize(20);
    }

    @Test
    void whatFindsNoPlaceToWaitIsThrottled() {
        AthenaHarness athena = open(TWO_AT_ONCE.withWaitingMax(1));
        for (int i = 0; i < 3; i++) {
            athena.start("SELECT wait");
        }
        assertThat(
                        athena.raw(
                                "StartQueryExecution",
                                "{'QueryString':'SELECT 1',"
                                    + "'ResultConfiguration':{'OutputLocation':'s3://results/'}}"))
                .contains("TooManyRequestsException", "CONCURRENT_QUERY_LIMIT_EXCEEDED");
        assertThat(athena.client.listQueryExecutions(r -> {}).queryExecutionIds()).hasSize(3);
    }

    @Test
    void aRunningQueryIsStoppedAtItsWork() throws InterruptedException {
        AthenaHarness athena = open(TWO_AT_ONCE);
        String id = athena.start("SELECT wait");
        athena.runner.isWaiting(id).await();
        athena.client.stopQueryExecution(r -> r.queryExecutionId(id));
        QueryExecution stopped = athena.finished(id);
        assertThat(stopped.status().state()).isEqualTo(QueryExecutionState.CANCELLED);
        assertThat(stopped.status().stateChangeReason()).isEqualTo("Query was cancelled by user");
        assertThat(athena.objects.list("results", "", "", 10)).isEmpty();
        athena.client.stopQueryExecution(r -> r.queryExecutionId(id));
        assertThatThrownBy(() -> athena.client.stopQueryExecution(r -> r.queryExecutionId("nope")))
                .hasMessageContaining("QueryExecution nope was not found");
    }

    @Test
    void aWaitingQueryIsCancelledAtOnceAndLeavesItsPlace() throws InterruptedException {
        AthenaHarness athena = open(TWO_AT_ONCE.withWaitingMax(1));
        String first = athena.start("SELECT wait");
        String second = athena.start("SELECT wait");
        athena.runner.isWaiting(first).await();
        athena.runner.isWaiting(second).await();
        for (int i = 0; i < 5; i++) {
            String third = athena.start("SELECT wait");
            athena.client.stopQueryExecution(r -> r.queryExecutionId(third));
            assertThat(athena.get(third).status().state()).isEqualTo(QueryExecutionState.CANCELLED);
        }
        assertThat(athena.runner.ran).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void whatRunsTooLongIsFailed() throws InterruptedException {
        AthenaHarness athena = open(TWO_AT_ONCE);
        String id = athena.start("SELECT wait");
        athena.runner.isWaiting(id).await();
        athena.clock.advance(Duration.ofMinutes(30));
        athena.executions.stopOverdue();
        assertThat(athena.get(id).status().state()).isEqualTo(QueryExecutionState.RUNNING);
        assertThat(athena.get(id).statistics().engineExecutionTimeInMillis()).isEqualTo(1_800_000L);
        athena.clock.advance(Duration.ofSeconds(1));
        athena.executions.stopOverdue();
        QueryExecution stopped = athena.finished(id);
        assertThat(stopped.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(stopped.status().stateChangeReason()).isEqualTo("Query timeout");
    }

    @Test
    void whatTheEndOfTheServerCutsOffFailsWithAReason() throws InterruptedException {
        AthenaHarness athena = open(TWO_AT_ONCE);
        String running = athena.start("SELECT wait");
        athena.runner.isWaiting(running).await();
        athena.executions.close();
        assertThat(athena.get(running).status().stateChangeReason())
                .isEqualTo(
                        "GENERIC_INTERNAL_ERROR: The server was stopped before the statement was"
                                + " finished");
        assertThat(athena.get(running).status().athenaError().errorCategory()).isEqualTo(1);
    }

    @Test
    void whatACrashCutOffFailsAtTheNextStart() throws InterruptedException {
        AthenaHarness athena = open(TWO_AT_ONCE);
        String running = athena.start("SELECT wait");
        athena.runner.isWaiting(running).await();
        AthenaHarness next = athena.restarted(folder);
        opened.add(next);
        assertThat(next.get(running).status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(next.get(running).status().athenaError().retryable()).isTrue();
        assertThat(next.run("SELECT 1").status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    }

    @Test
    void aWorkGroupsLimitOfBytesCancelsWhatReadsMore() {
        AthenaHarness athena = open(TWO_AT_ONCE);
        athena.client.createWorkGroup(
                r ->
                        r.name("small")
                                .configuration(
                                        c ->
                                                c.bytesScannedCutoffPerQuery(10_000_000L)
                                                        .enforceWorkGroupConfiguration(false)));
        String within = athena.start("SELECT scan 10000000", r -> r.workGroup("small"));
        assertThat(athena.finished(within).status().state())
                .isEqualTo(QueryExecutionState.SUCCEEDED);
        String beyond = athena.start("SELECT scan 10000001", r -> r.workGroup("small"));
        QueryExecution stopped = athena.finished(beyond);
        assertThat(stopped.status().state()).isEqualTo(QueryExecutionState.CANCELLED);
        assertThat(stopped.status().stateChangeReason())
                .isEqualTo("Query cancelled! : Bytes scanned limit was exceeded");
        assertThat(stopped.statistics().dataScannedInBytes()).isEqualTo(10_000_001);
    }

    @Test
    void theHistoryIsBoundedByAgeAndCount() {
        AthenaHarness athena = open(TWO_AT_ONCE.withHistory(Duration.ofDays(45), 3));
        String old = athena.run("SELECT old").queryExecutionId();
        athena.clock.advance(Duration.ofDays(40));
        String running = athena.start("SELECT wait");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(athena.run("SELECT " + i).queryExecutionId());
        }
        athena.executions.forgetOld();
        assertThat(athena.client.listQueryExecutions(r -> {}).queryExecutionIds())
                .containsExactly(ids.get(3), ids.get(2), ids.get(1), running);
        assertThatThrownBy(() -> athena.get(old)).hasMessageContaining("was not found");
        athena.clock.advance(Duration.ofDays(45).plusSeconds(1));
        athena.executions.forgetOld();
        assertThat(athena.client.listQueryExecutions(r -> {}).queryExecutionIds())
                .containsExactly(running);
    }
}
