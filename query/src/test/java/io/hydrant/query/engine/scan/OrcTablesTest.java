package io.hydrant.query.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.query.engine.Tables;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

class OrcTablesTest {
    private static final String COLUMNS =
            "id int, name string, at timestamp, price decimal(20,2), small decimal(5,1), d double,"
                    + " l array<int>, m map<string,int>, s struct<a:int>, day date, ok boolean";

    @TempDir Path folder;
    private Tables tables;

    @BeforeEach
    void open() throws IOException {
        tables = Tables.in(folder);
    }

    @AfterEach
    void close() {
        tables.close();
    }

    /// The columns whatever commas their types have.
    private static TableSchema schema() {
        return new TableSchema(
                Arrays.stream(COLUMNS.split(", "))
                        .map(part -> part.split(" ", 2))
                        .map(part -> new Column(part[0], HiveTypeParser.parse(part[1])))
                        .toList());
    }

    private static byte[] file(String... documents) throws IOException {
        TableSchema schema = schema();
        RowBatch rows = new RowBatch(schema);
        RowReader reader = RowReaders.of(schema, JsonDialect.OpenX.DEFAULTS);
        for (String document : documents) {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            byte[] padded = Arrays.copyOf(bytes, bytes.length + RowReader.SLACK_BYTES);
            assertThat(reader.read(padded, 0, bytes.length, rows)).isEmpty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowFileWriter writer = RowFiles.open(FileFormat.Orc.DEFAULTS, schema, out)) {
            writer.write(rows);
            writer.finish();
        }
        return out.toByteArray();
    }

    @Test
    void readsAllTypes() throws Exception {
        tables.create(tables.table("t", Tables.ORC, COLUMNS, ""));
        tables.put(
                "t/a.orc",
                file(
                        "{\"id\": 1, \"name\": \"x\", \"at\": \"2026-01-02 03:04:05.678\","
                            + " \"price\": -12.5, \"small\": 1.5, \"d\": 1e10, \"l\": [1, null],"
                            + " \"m\": {\"k\": 1}, \"s\": {\"a\": 2}, \"day\": \"2026-01-02\","
                            + " \"ok\": true}",
                        "{\"id\": 2, \"at\": \"1960-01-02 03:04:05.678\"}"));
        assertThat(tables.run("SELECT * FROM t ORDER BY id", 11, tables.scan("t")).lines())
                .containsExactly(
                        "1|x|2026-01-02 03:04:05.678|-12.50|1.5|1.0E10|[1, null]|{k=1}|{a=2}"
                                + "|2026-01-02|true",
                        "2|NULL|1960-01-02 03:04:05.678" + "|NULL".repeat(8));
    }

    @Test
    void findsColumnsByPosition() throws Exception {
        tables.create(tables.table("t", Tables.ORC, "number bigint, text string", ""));
        tables.put("t/a.orc", file("{\"id\": 1, \"name\": \"x\"}"));
        assertThat(tables.run("SELECT * FROM t", 2, tables.scan("t")).lines())
                .containsExactly("1|x");
    }

    @Test
    void readsFilesOfOtherStores() throws Exception {
        try (Tables elsewhere = Tables.elsewhere(folder.resolve("elsewhere"))) {
            elsewhere.create(elsewhere.table("t", Tables.ORC, "id int", ""));
            elsewhere.put("t/a.orc", file("{\"id\": 1}"));
            assertThat(elsewhere.run("SELECT id FROM t", 1, elsewhere.scan("t")).lines())
                    .containsExactly("1");
        }
    }

    @Test
    void tellsTheObjectThatIsNoOrcFile() throws Exception {
        tables.create(tables.table("t", Tables.ORC, "id int", ""));
        tables.put("t/a.orc", "nothing of that kind".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> tables.run("SELECT id FROM t", 1, tables.scan("t")))
                .hasMessageStartingWith("HIVE_BAD_DATA: Error reading ORC file s3://lake/t/a.orc");
    }
}
