package io.hydrant.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.statement.Submission;
import io.hydrant.storage.object.ObjectAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.athena.model.BatchGetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.EncryptionOption;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;
import software.amazon.awssdk.services.athena.model.StatementType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class ExecutionOperationsTest {
    private static final String TOKEN = "a-token-of-at-least-32-characters-1";

    @TempDir private Path folder;
    private AthenaHarness athena;

    @BeforeEach
    void open() {
        athena = new AthenaHarness(folder);
    }

    @AfterEach
    void close() {
        athena.close();
    }

    @Test
    void aFinishedQueryIsDescribedWhole() {
        String id =
                athena.start(
                        "SELECT 1",
                        r ->
                                r.queryExecutionContext(
                                        c -> c.database("Db").catalog("AwsDataCatalog")));
        QueryExecution execution = athena.finished(id);
        assertThat(execution.query()).isEqualTo("SELECT 1");
        assertThat(execution.statementType()).isEqualTo(StatementType.DML);
        assertThat(execution.substatementType()).isEqualTo("SELECT");
        assertThat(execution.resultConfiguration().outputLocation())
                .isEqualTo("s3://results/out/" + id + ".csv");
        assertThat(execution.queryExecutionContext().database()).isEqualTo("Db");
        assertThat(execution.queryExecutionContext().catalog()).isEqualTo("awsdatacatalog");
        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
        assertThat(execution.status().completionDateTime()).isNotNull();
        assertThat(execution.workGroup()).isEqualTo("primary");
        assertThat(execution.engineVersion().effectiveEngineVersion())
                .isEqualTo("Athena engine version 3");
        assertThat(execution.statistics().resultReuseInformation().reusedPreviousResult())
                .isFalse();
        Submission submission = athena.runner.submissions.getFirst();
        assertThat(submission.database()).isEqualTo("db");
        assertThat(submission.executionId()).isEqualTo(id);
        assertThat(submission.outputLocation()).isEqualTo("s3://results/out/");
    }

    @Test
    void theDatabaseMayBeQuotedAsInDefinitions() {
        athena.start("SELECT 1", r -> r.queryExecutionContext(c -> c.database("`My_db`")));
        assertThat(athena.runner.submissions.getFirst().database()).isEqualTo("my_db");
    }

    @Test
    void whatIsNoStatementNeverBecomesAnExecution() {
        assertThatThrownBy(() -> athena.start("SELEC 1"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.athenaErrorCode()).isEqualTo("MALFORMED_QUERY"))
                .hasMessageContaining("line 1:1: mismatched input 'SELEC'");
        assertThat(athena.client.listQueryExecutions(r -> {}).queryExecutionIds()).isEmpty();
    }

    @Test
    void aQueryNeedsAPlaceForItsResult() {
        assertThatThrownBy(() -> athena.client.startQueryExecution(r -> r.queryString("SELECT 1")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(
                        "No output location provided. An output location is required either"
                                + " through the Workgroup result configuration setting or as an API"
                                + " input.");
        assertThatThrownBy(() -> start("http://results/out"))
                .hasMessageContaining("outputLocation is not a valid S3 path");
        assertThatThrownBy(() -> start("s3://nowhere/out"))
                .hasMessageContaining("Unable to verify/create output bucket nowhere");
    }

    private String start(String location) {
        return athena.start(
                "SELECT 1", r -> r.resultConfiguration(c -> c.outputLocation(location)));
    }

    @Test
    void encryptionByTheClientIsRefusedByName() {
        ResultConfiguration encrypted =
                ResultConfiguration.builder()
                        .outputLocation("s3://results/")
                        .encryptionConfiguration(e -> e.encryptionOption(EncryptionOption.CSE_KMS))
                        .build();
        assertThatThrownBy(() -> athena.start("SELECT 1", r -> r.resultConfiguration(encrypted)))
                .hasMessageContaining("CSE_KMS");
    }

    @Test
    void theSameTokenGivesTheSameExecutionAlsoAfterARestart() {
        String id = athena.start("SELECT 1", r -> r.clientRequestToken(TOKEN));
        assertThat(athena.start("SELECT 1", r -> r.clientRequestToken(TOKEN))).isEqualTo(id);
        assertThatThrownBy(() -> athena.start("SELECT 2", r -> r.clientRequestToken(TOKEN)))
                .hasMessageContaining("Idempotent parameters do not match");
        athena.finished(id);
        try (AthenaHarness next = athena.restarted(folder)) {
            assertThat(next.start("SELECT 1", r -> r.clientRequestToken(TOKEN))).isEqualTo(id);
        }
        assertThat(athena.runner.ran).containsExactly(id);
    }

    @Test
    void aFailedStatementTellsWhyAndWhoseFaultItIs() {
        QueryExecution execution = athena.run("SELECT fail TABLE_NOT_FOUND");
        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
        assertThat(execution.status().stateChangeReason())
                .isEqualTo("TABLE_NOT_FOUND: line 1:8: as the statement says");
        assertThat(execution.status().athenaError().errorCategory()).isEqualTo(2);
        assertThat(execution.status().athenaError().errorType()).isEqualTo(1006);
        assertThat(execution.status().athenaError().retryable()).isFalse();
        assertThat(athena.objects.list("results", "", "", 10)).isEmpty();
    }

    @Test
    void aDefectFailsTheStatementAndNotTheServer() {
        QueryExecution execution = athena.run("SELECT break");
        assertThat(execution.status().stateChangeReason()).startsWith("GENERIC_INTERNAL_ERROR: ");
        assertThat(execution.status().athenaError().errorCategory()).isEqualTo(1);
        assertThat(athena.run("SELECT 1").status().state())
                .isEqualTo(QueryExecutionState.SUCCEEDED);
    }

    @Test
    void parametersAreHandedOnAndShown() {
        String id = athena.start("SELECT parameters", r -> r.executionParameters("1", "'two'"));
        assertThat(athena.finished(id).executionParameters()).containsExactly("1", "'two'");
        assertThat(athena.text("out/" + id + ".csv")).isEqualTo("\"p\",\"p\"\n\"1\",\"'two'\"\n");
    }

    @Test
    void manyAreDescribedAtOnceAndWhatIsNotThereIsNamed() {
        String id = athena.start("SELECT 1");
        BatchGetQueryExecutionResponse answer =
                athena.client.batchGetQueryExecution(r -> r.queryExecutionIds(id, "nope"));
        assertThat(answer.queryExecutions()).hasSize(1);
        assertThat(answer.unprocessedQueryExecutionIds())
                .singleElement()
                .satisfies(one -> assertThat(one.queryExecutionId()).isEqualTo("nope"));
    }

    @Test
    void theNewestAreListedFirst() {
        List<String> ids =
                List.of(athena.start("SELECT 1"), athena.start("SELECT 2"), athena.start("SHOW"));
        assertThat(
                        athena.client.listQueryExecutionsPaginator(r -> r.maxResults(2)).stream()
                                .flatMap(page -> page.queryExecutionIds().stream()))
                .containsExactlyElementsOf(ids.reversed());
        assertThatThrownBy(() -> athena.client.listQueryExecutions(r -> r.nextToken("x")))
                .hasMessageContaining("NextToken is not valid");
        assertThatThrownBy(() -> athena.client.listQueryExecutions(r -> r.workGroup("nope")))
                .hasMessageContaining("WorkGroup nope is not found.");
    }

    @Test
    void statisticsTellWhatWasRead() {
        String id = athena.start("SELECT scan 5000");
        assertThat(athena.finished(id).statistics().dataScannedInBytes()).isEqualTo(5000);
        assertThat(
                        athena.client
                                .getQueryRuntimeStatistics(r -> r.queryExecutionId(id))
                                .queryRuntimeStatistics()
                                .rows())
                .satisfies(
                        rows -> {
                            assertThat(rows.inputBytes()).isEqualTo(5000);
                            assertThat(rows.outputRows()).isEqualTo(1);
                        });
    }

    @Test
    void anEarlierResultIsTakenWhenItIsYoungEnough() {
        String first = athena.start("SELECT rows 3");
        athena.finished(first);
        athena.clock.advance(Duration.ofMinutes(10));
        QueryExecution reused = athena.finished(reusing("SELECT rows 3", 15));
        assertThat(reused.statistics().resultReuseInformation().reusedPreviousResult()).isTrue();
        assertThat(reused.resultConfiguration().outputLocation())
                .isEqualTo("s3://results/out/" + first + ".csv");
        QueryExecution anew = athena.finished(reusing("SELECT rows 3", 5));
        assertThat(anew.statistics().resultReuseInformation().reusedPreviousResult()).isFalse();
        QueryExecution other = athena.finished(reusing("SELECT rows 4", 15));
        assertThat(other.statistics().resultReuseInformation().reusedPreviousResult()).isFalse();
    }

    @Test
    void aResultThatIsGoneIsNotTakenAgain() {
        String first = athena.start("SELECT rows 3");
        athena.objects.delete(
                new ObjectAddress(
                        "results", "out/" + athena.finished(first).queryExecutionId() + ".csv"));
        QueryExecution anew = athena.finished(reusing("SELECT rows 3", 15));
        assertThat(anew.statistics().resultReuseInformation().reusedPreviousResult()).isFalse();
    }

    @Test
    void whatTellsAnotherAnswerEachTimeIsNotReused() {
        athena.run("SELECT now()");
        QueryExecution again = athena.finished(reusing("SELECT now()", 15));
        assertThat(again.statistics().resultReuseInformation().reusedPreviousResult()).isFalse();
    }

    private String reusing(String text, int minutes) {
        return athena.start(
                text,
                r ->
                        r.resultReuseConfiguration(
                                c ->
                                        c.resultReuseByAgeConfiguration(
                                                a -> a.enabled(true).maxAgeInMinutes(minutes))));
    }
}
