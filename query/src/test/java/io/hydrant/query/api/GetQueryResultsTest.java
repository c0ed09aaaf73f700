package io.hydrant.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.Row;

import java.nio.file.Path;
import java.util.List;

class GetQueryResultsTest {
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
    void theFirstRowOfTheFirstPageIsTheHeader() {
        String id = athena.run("SELECT rows 4").queryExecutionId();
        GetQueryResultsResponse page = results(id);
        assertThat(page.resultSet().rows().stream().map(GetQueryResultsTest::texts))
                .containsExactly(
                        List.of("n", "text"),
                        List.of("0", "(null)"),
                        List.of("1", "a \"row\", of\ntwo lines 1"),
                        List.of("2", "a \"row\", of\ntwo lines 2"),
                        List.of("3", "(null)"));
        assertThat(page.nextToken()).isNull();
        assertThat(page.updateCount()).isZero();
        assertThat(page.resultSet().resultSetMetadata().columnInfo().getFirst())
                .satisfies(
                        column -> {
                            assertThat(column.catalogName()).isEqualTo("hive");
                            assertThat(column.name()).isEqualTo("n");
                            assertThat(column.label()).isEqualTo("n");
                            assertThat(column.type()).isEqualTo("integer");
                            assertThat(column.precision()).isEqualTo(10);
                            assertThat(column.nullableAsString()).isEqualTo("UNKNOWN");
                            assertThat(column.caseSensitive()).isFalse();
                        });
    }

    @Test
    void pagesGoOnWhereTheLastEnded() {
        String id = athena.run("SELECT rows 2500").queryExecutionId();
        List<Integer> sizes =
                athena.client.getQueryResultsPaginator(r -> r.queryExecutionId(id)).stream()
                        .map(page -> page.resultSet().rows().size())
                        .toList();
        assertThat(sizes).containsExactly(1000, 1000, 501);
        List<String> numbers =
                athena
                        .client
                        .getQueryResultsPaginator(r -> r.queryExecutionId(id).maxResults(7))
                        .stream()
                        .flatMap(page -> page.resultSet().rows().stream())
                        .map(row -> row.data().getFirst().varCharValue())
                        .toList();
        assertThat(numbers).hasSize(2501).startsWith("n", "0").endsWith("2498", "2499");
    }

    @Test
    void aTokenIsGoodForItsOwnExecutionOnly() {
        String id = athena.run("SELECT rows 9").queryExecutionId();
        String other = athena.run("SELECT rows 8").queryExecutionId();
        String token =
                athena.client
                        .getQueryResults(r -> r.queryExecutionId(id).maxResults(1))
                        .nextToken();
        assertThatThrownBy(
                        () ->
                                athena.client.getQueryResults(
                                        r -> r.queryExecutionId(other).nextToken(token)))
                .hasMessageContaining("NextToken is not valid");
    }

    @Test
    void linesOfDefinitionsHaveNoHeader() {
        String id = athena.run("SHOW").queryExecutionId();
        assertThat(results(id).resultSet().rows().stream().map(GetQueryResultsTest::texts))
                .containsExactly(List.of("trips"), List.of("zones"));
        assertThat(athena.text("out/" + id + ".txt")).isEqualTo("trips\nzones\n");
    }

    @Test
    void whatGivesNothingHasNoRows() {
        String id = athena.run("CREATE").queryExecutionId();
        assertThat(results(id).resultSet().rows()).isEmpty();
        assertThat(athena.text("out/" + id + ".txt")).isEmpty();
    }

    @Test
    void writtenRowsAreCounted() {
        String id = athena.run("INSERT").queryExecutionId();
        GetQueryResultsResponse page = results(id);
        assertThat(page.updateCount()).isEqualTo(7);
        assertThat(page.resultSet().rows()).isEmpty();
        assertThat(page.resultSet().resultSetMetadata().columnInfo())
                .singleElement()
                .satisfies(column -> assertThat(column.name()).isEqualTo("rows"));
        assertThat(athena.get(id).statistics().dataManifestLocation())
                .isEqualTo("s3://results/out/x-manifest.csv");
        assertThat(athena.get(id).resultConfiguration().outputLocation())
                .isEqualTo("s3://results/out/" + id);
    }

    @Test
    void thereAreNoResultsBeforeTheEndNorAfterAFailure() {
        String waiting = athena.start("SELECT wait");
        assertThatThrownBy(() -> results(waiting))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Query has not yet finished. Current state: ");
        String failed = athena.run("SELECT fail X").queryExecutionId();
        assertThatThrownBy(() -> results(failed))
                .hasMessageContaining(
                        "Query did not finish successfully. Final query state: FAILED");
    }

    @Test
    void aResultThatWasDeletedIsSaidToBeGone() {
        String id = athena.run("SELECT 1").queryExecutionId();
        athena.objects
                .list("results", "", "", 10)
                .forEach(object -> athena.objects.delete(object.address()));
        assertThatThrownBy(() -> results(id))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Could not find results: s3://results/out/" + id + ".csv");
    }

    private GetQueryResultsResponse results(String id) {
        return athena.client.getQueryResults(r -> r.queryExecutionId(id));
    }

    private static List<String> texts(Row row) {
        return row.data().stream().map(GetQueryResultsTest::text).toList();
    }

    private static String text(Datum datum) {
        return datum.varCharValue() == null ? "(null)" : datum.varCharValue();
    }
}
