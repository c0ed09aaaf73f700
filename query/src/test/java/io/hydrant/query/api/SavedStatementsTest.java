package io.hydrant.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.athena.model.CreateNamedQueryRequest;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.NamedQuery;
import software.amazon.awssdk.services.athena.model.PreparedStatementSummary;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.ResourceNotFoundException;

import java.nio.file.Path;

/// Named queries and prepared statements, by the API and by SQL.
class SavedStatementsTest {
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
    void aNamedQueryIsKeptChangedAndDeleted() {
        CreateNamedQueryRequest request =
                CreateNamedQueryRequest.builder()
                        .name("count")
                        .database("db")
                        .queryString("SELECT 1")
                        .clientRequestToken(TOKEN)
                        .build();
        String id = athena.client.createNamedQuery(request).namedQueryId();
        assertThat(athena.client.createNamedQuery(request).namedQueryId()).isEqualTo(id);
        assertThatThrownBy(
                        () ->
                                athena.client.createNamedQuery(
                                        request.toBuilder().queryString("SELECT 2").build()))
                .hasMessageContaining("Idempotent parameters do not match");
        athena.client.updateNamedQuery(
                r -> r.namedQueryId(id).name("counted").queryString("SELECT 3"));
        NamedQuery query = athena.client.getNamedQuery(r -> r.namedQueryId(id)).namedQuery();
        assertThat(query.name()).isEqualTo("counted");
        assertThat(query.workGroup()).isEqualTo("primary");
        assertThat(athena.client.listNamedQueries(r -> {}).namedQueryIds()).containsExactly(id);
        assertThat(athena.client.batchGetNamedQuery(r -> r.namedQueryIds(id, "nope")))
                .satisfies(
                        answer -> {
                            assertThat(answer.namedQueries()).hasSize(1);
                            assertThat(answer.unprocessedNamedQueryIds()).hasSize(1);
                        });
        athena.client.deleteNamedQuery(r -> r.namedQueryId(id));
        assertThatThrownBy(() -> athena.client.getNamedQuery(r -> r.namedQueryId(id)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("NamedQuery " + id + " was not found");
    }

    @Test
    void aPreparedStatementIsKeptChangedAndDeleted() {
        athena.client.createPreparedStatement(
                r -> r.statementName("ps").workGroup("primary").queryStatement("SELECT 1"));
        assertThatThrownBy(
                        () ->
                                athena.client.createPreparedStatement(
                                        r ->
                                                r.statementName("ps")
                                                        .workGroup("primary")
                                                        .queryStatement("SELECT 1")))
                .hasMessageContaining("PreparedStatement ps already exists in workGroup primary");
        athena.client.updatePreparedStatement(
                r -> r.statementName("ps").workGroup("primary").queryStatement("SELECT 2"));
        assertThat(
                        athena.client
                                .getPreparedStatement(
                                        r -> r.statementName("ps").workGroup("primary"))
                                .preparedStatement()
                                .queryStatement())
                .isEqualTo("SELECT 2");
        assertThat(
                        athena.client
                                .listPreparedStatements(r -> r.workGroup("primary"))
                                .preparedStatements())
                .extracting(PreparedStatementSummary::statementName)
                .containsExactly("ps");
        assertThat(
                        athena.client.batchGetPreparedStatement(
                                r -> r.workGroup("primary").preparedStatementNames("ps", "no")))
                .satisfies(
                        answer -> {
                            assertThat(answer.preparedStatements()).hasSize(1);
                            assertThat(answer.unprocessedPreparedStatementNames()).hasSize(1);
                        });
        athena.client.deletePreparedStatement(r -> r.statementName("ps").workGroup("primary"));
        assertThatThrownBy(
                        () ->
                                athena.client.getPreparedStatement(
                                        r -> r.statementName("ps").workGroup("primary")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("PreparedStatement ps was not found in workGroup primary");
    }

    @Test
    void sqlPreparesExecutesAndDeallocatesTheSameStatements() {
        QueryExecution prepared =
                athena.run("-- first\nPREPARE my_select FROM SELECT parameters ? ?");
        assertThat(prepared.status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
        assertThat(
                        athena.client
                                .getPreparedStatement(
                                        r -> r.statementName("my_select").workGroup("primary"))
                                .preparedStatement()
                                .queryStatement())
                .isEqualTo("SELECT parameters ? ?");
        String id = athena.run("EXECUTE my_select USING 5, 'a ''b'''").queryExecutionId();
        assertThat(athena.get(id).substatementType()).isEqualTo("SELECT");
        assertThat(athena.text("out/" + id + ".csv"))
                .isEqualTo("\"p\",\"p\"\n\"5\",\"'a ''b'''\"\n");
        String other = athena.start("execute my_select;", r -> r.executionParameters("1", "2"));
        athena.finished(other);
        assertThat(athena.text("out/" + other + ".csv")).endsWith("\"1\",\"2\"\n");
        assertThat(athena.run("DEALLOCATE PREPARE my_select").status().state())
                .isEqualTo(QueryExecutionState.SUCCEEDED);
        assertThatThrownBy(() -> athena.start("EXECUTE my_select"))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(athena.run("DEALLOCATE PREPARE my_select").status().stateChangeReason())
                .isEqualTo("PreparedStatement my_select was not found in workGroup primary");
    }

    @Test
    void longCommentsHideNoStatement() {
        String comments = "--\n".repeat(40_000) + "/*" + "* ".repeat(40_000) + "*/";
        assertThat(athena.run(comments + "PREPARE p FROM SELECT 1").substatementType())
                .isEqualTo("PREPARE");
        assertThatThrownBy(() -> athena.start(comments)).hasMessageContaining("mismatched input");
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        String deep = "SELECT " + "(".repeat(401) + "1" + ")".repeat(401);
        assertThatThrownBy(() -> athena.start(deep))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("its brackets are nested more than 400 deep");
        athena.start("SELECT '" + "(".repeat(5000) + "' -- " + "(".repeat(5000));
    }

    @Test
    void whatOnlyLooksLikeItIsMalformed() {
        assertThatThrownBy(() -> athena.start("PREPARE x SELECT 1"))
                .hasMessageContaining("PREPARE statement_name FROM statement");
        assertThatThrownBy(() -> athena.start("EXECUTE IMMEDIATE 'SELECT 1'"))
                .hasMessageContaining("Queries of this type are not supported");
        assertThatThrownBy(() -> athena.start("EXECUTE x USING")).hasMessageContaining("line 1:16");
    }
}
