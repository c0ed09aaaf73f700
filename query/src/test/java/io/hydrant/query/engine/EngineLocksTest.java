package io.hydrant.query.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.refusal.QueryFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the engine refuses whatever reaches it: texts that no translation would ever make.
class EngineLocksTest {
    @TempDir Path folder;
    private Engine engine;

    @BeforeEach
    void open() throws IOException {
        engine =
                Engine.open(
                        new EngineSettings(folder.resolve("query"), 128 << 20, 2, 1 << 20, 1 << 20),
                        List.of("CREATE MACRO twice(x) AS 2 * x"),
                        ErrorWording.NONE);
        Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/proc/self/environ')",
                "SELECT * FROM read_csv('{}/secret.csv')",
                "SELECT * FROM read_csv('{}/query/run/../../secret.csv')",
                "SELECT * FROM '{}/secret.csv'",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM parquet_metadata('{}/secret.csv')",
                "SELECT * FROM read_parquet('s3://bucket/key.parquet')",
                "SELECT * FROM read_csv('https://localhost/a.csv')",
                "SELECT * FROM read_json('http://localhost/a.json')",
                "ATTACH '{}/other.db'",
                "ATTACH 'postgres:dbname=a' AS p (TYPE postgres)",
                "INSTALL httpfs",
                "INSTALL httpfs FROM community",
                "LOAD httpfs",
                "LOAD '{}/x.duckdb_extension'",
                "UPDATE EXTENSIONS",
                "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
                "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'b')",
                "COPY (SELECT 1) TO '{}/out.csv'",
                "COPY (SELECT 1) TO '{}/out.parquet' (FORMAT parquet)",
                "EXPORT DATABASE '{}/dump'",
                "IMPORT DATABASE '{}/dump'",
                "SET memory_limit='64GB'",
                "SET threads=64",
                "SET enable_external_access=true",
                "SET allowed_directories=['/']",
                "SET temp_directory='/tmp'",
                "SET lock_configuration=false",
                "SET TimeZone='Europe/Berlin'",
                "RESET memory_limit",
                "PRAGMA memory_limit='64GB'",
                "PRAGMA enable_profiling='json'",
                "PRAGMA profiling_output='{}/profile'",
                "CALL enable_logging(storage='file', storage_path='{}/log')",
                "SET log_query_path='{}/log'",
                "SELECT getenv('HOME')",
                "SELECT * FROM engine_variable_of_java"
            })
    void refuses(String sql) throws QueryFailure {
        String hostile = sql.replace("{}", folder.toString());
        try (EngineSession session = engine.session(new Hurry())) {
            assertThatThrownBy(() -> session.execute(hostile)).isInstanceOf(QueryFailure.class);
        }
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("out."));
    }

    @Test
    void keepsSessionsApart() throws QueryFailure {
        try (EngineSession one = engine.session(new Hurry());
                EngineSession other = engine.session(new Hurry())) {
            one.execute("CREATE TEMP TABLE mine AS SELECT 1 AS a");
            one.execute("SET VARIABLE mine = 1");
            assertThatThrownBy(() -> other.execute("SELECT * FROM mine"))
                    .isInstanceOf(QueryFailure.class)
                    .hasMessageContaining("mine");
            assertThat(value(other, "SELECT getvariable('mine') IS NULL")).isEqualTo("true");
        }
    }

    @Test
    void hasWhatWasDefinedAtOpening() throws QueryFailure {
        try (EngineSession session = engine.session(new Hurry())) {
            assertThat(value(session, "SELECT twice(21)")).isEqualTo("42");
        }
    }

    @Test
    void readsFilesOfAStatementThroughAView() throws QueryFailure {
        try (EngineSession session = engine.session(new Hurry())) {
            Path file = session.folder().resolve("a.parquet");
            session.execute("COPY (SELECT 7 AS a) TO '" + file + "' (FORMAT parquet)");
            session.execute("CREATE TEMP VIEW v AS SELECT * FROM read_parquet('" + file + "')");
            assertThat(value(session, "SELECT a FROM v")).isEqualTo("7");
        }
    }

    @Test
    void leavesNothingOnTheDiskWhenASessionEnds() throws Exception {
        try (EngineSession session = engine.session(new Hurry())) {
            Path file = session.folder().resolve("a.parquet");
            session.execute("COPY (SELECT 7 AS a) TO '" + file + "' (FORMAT parquet)");
        }
        try (Stream<Path> left = Files.list(folder.resolve("query/run"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void stopsWhatTakesMoreThanTheMemoryAndTheDiskItMayHave() throws QueryFailure {
        try (EngineSession session = engine.session(new Hurry())) {
            assertThatThrownBy(
                            () ->
                                    value(
                                            session,
                                            "SELECT count(DISTINCT repeat('x', 100) || i)"
                                                    + " FROM range(3000000) t(i)"))
                    .isInstanceOf(QueryFailure.class)
                    .hasMessageContaining("Query exhausted resources at this scale factor");
        }
    }

    @Test
    void tellsEnginesFaultsAsTheService() throws QueryFailure {
        try (EngineSession session = engine.session(new Hurry())) {
            assertThatThrownBy(() -> value(session, "SELECT CAST('x' AS INTEGER)"))
                    .hasMessageStartingWith("INVALID_CAST_ARGUMENT: ");
            assertThatThrownBy(() -> value(session, "SELECT 9223372036854775807 + 1"))
                    .hasMessageStartingWith("NUMERIC_VALUE_OUT_OF_RANGE: ");
            assertThatThrownBy(
                            () ->
                                    value(
                                            session,
                                            "SELECT error('DIVISION_BY_ZERO: Division by zero')"))
                    .hasMessage("DIVISION_BY_ZERO: Division by zero");
        }
    }

    @Test
    void cancelsWhatRuns() throws Exception {
        Hurry running = new Hurry();
        try (EngineSession session = engine.session(running)) {
            Thread canceller = Thread.ofVirtual().start(running::cancel);
            assertThatThrownBy(
                            () ->
                                    value(
                                            session,
                                            "SELECT sum(a.i * b.i) FROM range(1000000) a(i),"
                                                    + " range(1000000) b(i)"))
                    .isInstanceOf(QueryFailure.class)
                    .hasMessage("Query was cancelled");
            canceller.join();
        }
    }

    @Test
    void emptiesItsFolderWhenItOpens() throws IOException {
        Path left = folder.resolve("query/run/s9/t0/f0.parquet");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "left behind");
        Engine.open(engine.settings(), List.of(), ErrorWording.NONE).close();
        assertThat(left).doesNotExist();
    }

    private static String value(EngineSession session, String sql) throws QueryFailure {
        return session.query(
                sql,
                rows -> {
                    rows.next();
                    return rows.getString(1);
                });
    }
}
