package io.hydrant.query.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.dialect.TranslatedQuery;
import io.hydrant.query.engine.CollectedRows;
import io.hydrant.query.engine.Hurry;
import io.hydrant.query.engine.Tables;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.StoredObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.glue.model.Table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class TableWriteTest {
    @TempDir Path folder;
    private Tables tables;
    private TableWrite writes;

    @BeforeEach
    void open() throws IOException {
        tables = Tables.in(folder);
        writes =
                new TableWrite(
                        tables.engine,
                        tables.scanner,
                        tables.catalog,
                        tables.objects,
                        tables.clock);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private static Source source(String sql, List<?> parameters, String... columns) {
        return new Source(
                new TranslatedQuery(sql, List.of(), List.of(columns), parameters.size()),
                parameters,
                "0b1c2d3e-0000-4000-8000-000000000000",
                "s3://lake/results/");
    }

    private StatementOutcome create(String table, String format, String keys, Source source)
            throws Exception {
        CreateTableAs request =
                new CreateTableAs(
                        Tables.name(table),
                        false,
                        true,
                        WriteFormat.of(format, Optional.empty(), ""),
                        Optional.empty(),
                        keys.isEmpty() ? List.of() : List.of(keys.split(",")));
        return writes.create(request, source, new Hurry(), new CollectedRows());
    }

    private List<String> keys() {
        return tables.objects.list("lake", "", "", 1_000).stream()
                .map(StoredObject::address)
                .map(address -> address.key())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "PARQUET,gzip",
        "PARQUET,snappy",
        "JSON,gzip",
        "JSON,none",
        "TEXTFILE,gzip",
        "ORC,zlib",
        "ORC,none"
    })
    void makesTablesOfRows(String format, String compression) throws Exception {
        CreateTableAs request =
                new CreateTableAs(
                        Tables.name("made"),
                        false,
                        true,
                        WriteFormat.of(format, Optional.of(compression), ""),
                        Optional.of("s3://lake/made"),
                        List.of());
        String sql =
                "SELECT i, 'n,' || i, 1.50::DECIMAL(5,2), TIMESTAMP '2026-01-02 03:04:05.678',"
                        + " CASE WHEN i > 0 THEN 1e10 END, DATE '2026-01-02', i > 0"
                        + " FROM range(2) t(i)";
        StatementOutcome outcome =
                writes.create(
                        request,
                        source(sql, List.of(), "id", "Name", "price", "at", "d", "day", "b"),
                        new Hurry(),
                        new CollectedRows());
        assertThat(outcome.updateCount()).isEqualTo(2);
        assertThat(tables.run("SELECT * FROM made ORDER BY 1", 7, tables.scan("made")).lines())
                .containsExactly(
                        "0|n,0|1.50|2026-01-02 03:04:05.678|NULL|2026-01-02|false",
                        "1|n,1|1.50|2026-01-02 03:04:05.678|1.0E10|2026-01-02|true");
    }

    @Test
    void makesPartitionedTables() throws Exception {
        String sql =
                "SELECT i, CASE WHEN i > 0 THEN 'a/=%ü ' || i END AS k, i + 5 AS n"
                        + " FROM range(3) t(i)";
        StatementOutcome outcome =
                create("made", "PARQUET", "k,n", source(sql, List.of(), "id", "k", "n"));
        assertThat(outcome.substatement()).isEqualTo("CREATE_TABLE_AS_SELECT");
        assertThat(outcome.manifestLocation())
                .contains("s3://lake/results/0b1c2d3e-0000-4000-8000-000000000000-manifest.csv");
        assertThat(
                        tables.run("SELECT id, k, n FROM made ORDER BY 1", 3, tables.scan("made"))
                                .lines())
                .containsExactly("0|NULL|5", "1|a/=%ü 1|6", "2|a/=%ü 2|7");
        Table shape = tables.catalog.tables().require(Tables.name("made")).shape();
        assertThat(shape.storageDescriptor().location())
                .isEqualTo("s3://lake/results/tables/0b1c2d3e-0000-4000-8000-000000000000/");
        assertThat(shape.partitionKeys().get(1).type()).isEqualTo("bigint");
        assertThat(shape.tableType()).isEqualTo("EXTERNAL_TABLE");
    }

    @Test
    void bindsParameters() throws Exception {
        create("made", "PARQUET", "", source("SELECT ?", List.of("x"), "a"));
        assertThat(tables.run("SELECT * FROM made", 1, tables.scan("made")).lines())
                .containsExactly("x");
    }

    @Test
    void makesEmptyTablesAndListsThatTheyHaveNoFiles() throws Exception {
        StatementOutcome outcome =
                create("made", "PARQUET", "", source("SELECT 1 WHERE false", List.of(), "a"));
        assertThat(outcome.updateCount()).isZero();
        String manifest = "results/0b1c2d3e-0000-4000-8000-000000000000-manifest.csv";
        assertThat(outcome.manifestLocation()).contains("s3://lake/" + manifest);
        assertThat(keys()).containsExactly(manifest);
        ObjectAddress address = new ObjectAddress("lake", manifest);
        assertThat(tables.objects.open(address, 0, Long.MAX_VALUE).stream().readAllBytes())
                .isEmpty();
        assertThat(tables.run("SELECT * FROM made", 1, tables.scan("made")).lines()).isEmpty();
    }

    @Test
    void refusesATableThatIsThere() throws Exception {
        tables.create(tables.table("made", Tables.PARQUET, "a int", ""));
        assertThatThrownBy(() -> create("made", "PARQUET", "", source("SELECT 1", List.of(), "a")))
                .hasMessage(
                        "TABLE_ALREADY_EXISTS: line 1:1: Destination table"
                                + " 'awsdatacatalog.db.made' already exists");
    }

    @Test
    void refusesAPlaceThatHasObjects() throws Exception {
        tables.put(
                "results/tables/0b1c2d3e-0000-4000-8000-000000000000/x",
                "x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> create("made", "PARQUET", "", source("SELECT 1", List.of(), "a")))
                .hasMessageStartingWith("HIVE_PATH_ALREADY_EXISTS: ");
    }

    @Test
    void leavesNothingWhenItFails() throws Exception {
        Source wrong =
                source(
                        "SELECT i, CASE WHEN i = 99 THEN error('X_FAILED: late') ELSE i END"
                                + " FROM range(100) t(i)",
                        List.of(),
                        "a",
                        "b");
        assertThatThrownBy(() -> create("made", "PARQUET", "", wrong)).hasMessage("X_FAILED: late");
        assertThat(keys()).isEmpty();
        assertThat(tables.catalog.tables().find(Tables.name("made"))).isEmpty();
    }

    @Test
    void refusesMoreThanAHundredPartitions() throws Exception {
        Source many = source("SELECT i, i AS k FROM range(101) t(i)", List.of(), "a", "k");
        assertThatThrownBy(() -> create("made", "PARQUET", "k", many))
                .hasMessageStartingWith("HIVE_TOO_MANY_OPEN_PARTITIONS: ");
        assertThat(keys()).isEmpty();
    }

    @Test
    void refusesFormatsAndTypesItCannotWriteByName() throws Exception {
        assertThatThrownBy(() -> WriteFormat.of("AVRO", Optional.empty(), ""))
                .hasMessageContaining("AVRO");
        Source zoned = source("SELECT now()", List.of(), "a");
        assertThatThrownBy(() -> create("made", "PARQUET", "", zoned))
                .hasMessageStartingWith("NOT_SUPPORTED: Unsupported Hive type: column 'a'");
        Source unnamed = source("SELECT 1", List.of(), "_col0");
        assertThatThrownBy(() -> create("made", "PARQUET", "", unnamed))
                .hasMessageStartingWith("MISSING_COLUMN_NAME: ");
        Source untyped = source("SELECT 1, NULL", List.of(), "a", "b");
        assertThatThrownBy(() -> create("made", "PARQUET", "", untyped))
                .hasMessage("COLUMN_TYPE_UNKNOWN: line 1:1: Column type is unknown at position 2");
    }

    @Test
    void insertsIntoPartitionsAndRegistersThem() throws Exception {
        tables.create(
                tables.table("t", Tables.PARQUET, "id int, tags array<string>", "day string"));
        Source rows =
                source(
                        "SELECT i, ['x', NULL], '0' || i FROM range(1, 3) t(i)",
                        List.of(),
                        "a",
                        "b",
                        "c");
        StatementOutcome outcome =
                writes.insert(Tables.name("t"), rows, new Hurry(), new CollectedRows());
        assertThat(outcome.updateCount()).isEqualTo(2);
        assertThat(keys()).anyMatch(key -> key.startsWith("t/day=01/20260102_030405_"));
        assertThat(tables.run("SELECT * FROM t ORDER BY 1", 3, tables.scan("t")).lines())
                .containsExactly("1|[x, null]|01", "2|[x, null]|02");
    }

    @Test
    void insertsWhatItReadsFromTheSameTable() throws Exception {
        tables.create(tables.table("t", Tables.OPENX, "id int", ""));
        tables.put("t/a", "{\"id\": 1}".getBytes(StandardCharsets.UTF_8));
        TableScan scan = tables.scan("t");
        Source rows =
                new Source(
                        new TranslatedQuery("SELECT id + 1 FROM t", List.of(scan), List.of("x"), 0),
                        List.of(),
                        "0b1c2d3e-0000-4000-8000-000000000000",
                        "s3://lake/results/");
        writes.insert(Tables.name("t"), rows, new Hurry(), new CollectedRows());
        assertThat(tables.run("SELECT * FROM t ORDER BY 1", 1, scan).lines())
                .containsExactly("1", "2");
    }

    @Test
    void refusesRowsOfOtherWidthThanTheTables() throws Exception {
        tables.create(tables.table("t", Tables.PARQUET, "id int", "day string"));
        Source rows = source("SELECT 1", List.of(), "a");
        assertThatThrownBy(
                        () ->
                                writes.insert(
                                        Tables.name("t"), rows, new Hurry(), new CollectedRows()))
                .hasMessageStartingWith("TYPE_MISMATCH: ");
    }

    @Test
    void unloadsToAPlaceOfItsOwn() throws Exception {
        StatementOutcome outcome =
                writes.unload(
                        "s3://lake/unloaded/",
                        WriteFormat.of("json", Optional.of("NONE"), ""),
                        List.of(),
                        source("SELECT 1, 'x'", List.of(), "a", "_col1"),
                        new Hurry());
        assertThat(outcome.manifestLocation()).isPresent();
        String key =
                keys().stream().filter(k -> k.startsWith("unloaded/")).findFirst().orElseThrow();
        byte[] content =
                tables.objects.open(new ObjectAddress("lake", key), 0, Long.MAX_VALUE).stream()
                        .readAllBytes();
        assertThat(content)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1,\"_col1\":\"x\"}\n");
    }
}
