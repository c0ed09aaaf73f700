package io.hydrant.query.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.engine.Tables;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.storage.object.ObjectAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

class TextTablesTest {
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

    private void put(String key, String text) {
        tables.put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> all(String select, int columns) throws Exception {
        return tables.run(select, columns, tables.scan("t")).lines();
    }

    @Test
    void readsJsonWithoutCaseAndWithNestedColumns() throws Exception {
        tables.create(
                tables.table(
                        "t",
                        Tables.OPENX,
                        "id int, tags array<string>, s struct<a:int>, at timestamp",
                        ""));
        put(
                "t/a.json",
                "{\"ID\": 1, \"tags\": [\"x\", \"y\"], \"S\": {\"A\": 5}, \"more\": 1,"
                        + " \"at\": \"2026-01-02 03:04:05.678\"}\n\n{\"id\": 2}{\"id\": 3}");
        assertThat(all("SELECT * FROM t ORDER BY id", 4))
                .containsExactly(
                        "1|[x, y]|{a=5}|2026-01-02 03:04:05.678",
                        "2|NULL|NULL|NULL",
                        "3|NULL|NULL|NULL");
    }

    @Test
    void readsMappedKeysOfJson() throws Exception {
        tables.create(
                tables.table("t", Tables.OPENX, "ts string", "").serde("mapping.ts", "timestamp"));
        put("t/a", "{\"timestamp\": \"x\"}\n");
        assertThat(all("SELECT * FROM t", 1)).containsExactly("x");
    }

    @Test
    void takesMalformedJsonForNullsWhenTold() throws Exception {
        tables.create(
                tables.table("t", Tables.OPENX, "id int", "")
                        .serde("ignore.malformed.json", "true"));
        put("t/a", "{\"id\": 1}\n{\"id\": \nnothing\n");
        assertThat(all("SELECT * FROM t", 1)).containsExactlyInAnyOrder("1", "NULL", "NULL");
    }

    @Test
    void saysWhichJsonIsMalformed() throws Exception {
        tables.create(tables.table("t", Tables.HIVE_JSON, "id int", ""));
        put("t/a", "{\"id\": 1}\n{\"id\": \n");
        assertThatThrownBy(() -> all("SELECT * FROM t", 1))
                .hasMessageStartingWith("HIVE_CURSOR_ERROR: Row is not a valid JSON Object")
                .hasMessageEndingWith("(line 2 of s3://lake/t/a)");
    }

    @Test
    void readsCompressedText() throws Exception {
        tables.create(tables.table("t", Tables.OPENX, "id int", ""));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id = 1; id <= 2; id++) {
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(("{\"id\": " + id + "}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        tables.put("t/a.gz", bytes.toByteArray());
        assertThat(all("SELECT * FROM t ORDER BY 1", 1)).containsExactly("1", "2");
    }

    @Test
    void saysWhichCompressedObjectIsDamaged() throws Exception {
        tables.create(tables.table("t", Tables.OPENX, "id int", ""));
        for (String ending : List.of("gz", "zst", "bz2", "snappy")) {
            put("t/a." + ending, "this is not compressed at all");
            assertThatThrownBy(() -> all("SELECT * FROM t", 1))
                    .isInstanceOf(QueryFailure.class)
                    .hasMessageStartingWith("HIVE_CURSOR_ERROR: ")
                    .hasMessageContaining("s3://lake/t/a." + ending);
            tables.objects.delete(new ObjectAddress("lake", "t/a." + ending));
        }
    }

    @Test
    void readsDelimitedFields() throws Exception {
        tables.create(
                tables.table(
                                "t",
                                Tables.LAZY,
                                "id int, name string, d double, l array<int>, day date",
                                "")
                        .serde(
                                "field.delim", ",",
                                "escape.delim", "\\",
                                "collection.delim", "|")
                        .with("skip.header.line.count", "1"));
        put(
                "t/a.csv",
                "id,name,d,l,day\r\n1,a\\,b,1.5,1|2,2026-01-02\r\nx,\"q\",\\N,,never\r\n3\r\n");
        assertThat(all("SELECT * FROM t", 5))
                .containsExactlyInAnyOrder(
                        "1|a,b|1.5|[1, 2]|2026-01-02",
                        "NULL|\"q\"|NULL|[]|NULL",
                        "3|NULL|NULL|NULL|NULL");
    }

    @Test
    void readsQuotedFields() throws Exception {
        tables.create(
                tables.table(
                                "t",
                                Tables.OPEN_CSV,
                                "id int, name string, day date, at timestamp",
                                "")
                        .with("skip.header.line.count", "1"));
        put("t/a.csv", "h\n\"1\",\"a,\"\"b\\\"\",0,1000\n,\"\",,\n");
        assertThat(all("SELECT * FROM t", 4))
                .containsExactlyInAnyOrder(
                        "1|a,\"b\"|1970-01-01|1970-01-01 00:00:01.000", "NULL||NULL|NULL");
    }

    @Test
    void saysWhichQuotedFieldIsNoneOfItsType() throws Exception {
        tables.create(tables.table("t", Tables.OPEN_CSV, "id int", ""));
        put("t/a.csv", "\"x\"\n");
        assertThatThrownBy(() -> all("SELECT * FROM t", 1))
                .hasMessageStartingWith("HIVE_BAD_DATA: Error parsing field value 'x' for field 0");
    }

    @Test
    void readsAChangedObjectAnew() throws Exception {
        tables.create(tables.table("t", Tables.OPENX, "id int", ""));
        put("t/a", "{\"id\": 1}");
        assertThat(all("SELECT * FROM t", 1)).containsExactly("1");
        put("t/a", "{\"id\": 2}");
        assertThat(all("SELECT * FROM t", 1)).containsExactly("2");
    }

    @Test
    void readsPartitionsOfOtherFormatsThanTheTables() throws Exception {
        Tables.Definition table = tables.table("t", Tables.PARQUET, "id int", "p string");
        tables.create(table);
        tables.putParquet("t/p=1/a", "SELECT 1 AS id");
        tables.partition(table, "s3://lake/t/p=1/", "1");
        put("t/p=2/a", "{\"id\": 2}");
        tables.partition(
                tables.table("t", Tables.OPENX, "id int", "p string"), "s3://lake/t/p=2/", "2");
        assertThat(all("SELECT p, id FROM t ORDER BY 1", 2)).containsExactly("1|1", "2|2");
    }

    @Test
    void readsLongLines() throws Exception {
        tables.create(tables.table("t", Tables.OPENX, "id int, text string", ""));
        String text = "x".repeat(300_000);
        put("t/a", ("{\"id\": 1, \"text\": \"" + text + "\"}\n").repeat(3));
        assertThat(all("SELECT sum(id), sum(length(text)) FROM t", 2)).containsExactly("3|900000");
    }
}
