package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.query.QueryRun;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

class QueryCommandTest {
    private static final String COST = "1.23 s, 1.5 KiB read\n";

    @TempDir private Path folder;
    private final FakeAthena server = new FakeAthena();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aResultIsATableAndItsCostIsToldBesideIt() {
        assertThat(run("SELECT 1"))
                .isEqualTo(
                        new CommandRun(
                                0,
                                """
                                 name  | n
                                -------+---
                                 a "b" | 1
                                 NULL  | 2
                                """,
                                "2 rows, " + COST));
        assertThat(server.buckets).containsExactly(QueryRun.DEFAULT_BUCKET);
    }

    @Test
    void aTableHasALimitThatIsTold() {
        assertThat(run("SELECT 1", "--limit", "1").err())
                .isEqualTo("first 1 rows; --limit 0 shows all, " + COST);
        assertThat(run("SELECT 1", "--limit", "0").err()).isEqualTo("2 rows, " + COST);
    }

    @Test
    void csvIsTheFileAsTheServerWroteIt() {
        assertThat(run("SELECT 1", "--format", "csv").out()).isEqualTo(FakeAthena.CSV);
    }

    @Test
    void jsonIsAnObjectALineWithNumbersAsNumbers() {
        assertThat(run("SELECT 1", "--format", "json").out())
                .isEqualTo("{\"name\":\"a \\\"b\\\"\",\"n\":1}\n{\"name\":null,\"n\":2}\n");
    }

    @Test
    void definitionsAnswerLines() {
        assertThat(run("DESCRIBE t").out()).isEqualTo("a\tb\n");
    }

    @Test
    void statementsOfAFileRunInOrderUntilOneFails() throws IOException {
        Path script = Files.writeString(folder.resolve("s.sql"), "SHOW a; SELECT fail; SHOW b");
        CommandRun run = run("-f", script.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .endsWith(
                        "hydrant: the statement failed: TABLE_NOT_FOUND: line 1:15: Table"
                                + " 'awsdatacatalog.db.t' does not exist (execution 1)\n");
        assertThat(server.started).containsExactly("SHOW a", "SELECT fail");
    }

    @Test
    void whatIsNoStatementIsSaidInTheServersWords() {
        assertThat(run("SELEC 1"))
                .isEqualTo(new CommandRun(1, "", "hydrant: line 1:1: mismatched input 'SELEC'\n"));
    }

    @Test
    void aFileIsThereOnlyWhenItIsWhole() throws IOException {
        Path target = folder.resolve("out.csv");
        String out = target.toString();
        run("SELECT fail", "--format", "csv", "--output", out);
        assertThat(folder).isEmptyDirectory();
        run("SELECT 1", "--format", "csv", "--output", out);
        assertThat(target).hasContent(FakeAthena.CSV);
        assertThat(run("SELECT 1", "-o", folder.resolve("no/where").toString()).err())
                .contains("no/where cannot be written");
    }

    @Test
    void parquetIsWrittenByTheServerFetchedAndRemovedThere() {
        Path target = folder.resolve("out.parquet");
        CommandRun run = run("SELECT 1", "--format", "parquet", "--output", target.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(server.started.getLast())
                .startsWith("UNLOAD (SELECT 1\n) TO 's3://hydrant-query-results/unload/")
                .endsWith("' WITH (format = 'PARQUET')");
        assertThat(target).exists();
        assertThat(server.objects).isEmpty();
    }

    @Test
    void wrongUsageIsExitCode2() {
        assertThat(run("SELECT 1", "--format", "xml").err())
                .contains("--format must be table, csv, json or parquet but was xml");
        assertThat(run("SELECT 1", "--format", "parquet").exitCode()).isEqualTo(2);
        assertThat(run(" ; ").exitCode()).isEqualTo(2);
        assertThat(run("SELECT 1", "-f", "x").exitCode()).isEqualTo(2);
    }

    @Test
    void anInterruptionCancelsTheQueryOnTheServer() {
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(err), new PrintWriter(err), false, false);
        RequestSigner signer =
                new RequestSigner(
                        InstantSource.system(), new Credentials("test", "test", ""), "us-east-1");
        try (WireClient wire = new WireClient(server.endpoint(), signer, Optional.empty())) {
            QueryRun run =
                    new QueryRun(
                            new Queries(wire),
                            new Buckets(wire),
                            terminal,
                            _ -> {
                                Thread.currentThread().interrupt();
                                throw new CommandFailed("interrupted");
                            });
            assertThatThrownBy(
                            () ->
                                    run.run(
                                            new Queries.Start(
                                                    "SELECT 1", "db", "primary", Optional.empty())))
                    .hasMessage("interrupted");
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.stopped).containsExactly("0");
        assertThat(err.toString()).contains("cancelled execution 0");
    }

    private CommandRun run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "query";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(
                _ -> {
                    throw new CommandFailed("no server of its own");
                },
                Map.of("AWS_ENDPOINT_URL", server.endpoint().toString()),
                all);
    }
}
