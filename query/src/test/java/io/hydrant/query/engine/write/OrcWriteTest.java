package io.hydrant.query.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.query.dialect.TranslatedQuery;
import io.hydrant.query.engine.CollectedRows;
import io.hydrant.query.engine.Hurry;
import io.hydrant.query.engine.Tables;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.StoredObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.glue.model.Table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class OrcWriteTest {
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

    private static Source source(String sql, String... columns) {
        return new Source(
                new TranslatedQuery(sql, List.of(), List.of(columns), 0),
                List.of(),
                "0b1c2d3e-0000-4000-8000-000000000000",
                "s3://lake/results/");
    }

    private void create(String keys, Source source) throws Exception {
        CreateTableAs request =
                new CreateTableAs(
                        Tables.name("made"),
                        false,
                        true,
                        WriteFormat.of("orc", Optional.empty(), ""),
                        Optional.of("s3://lake/made/"),
                        keys.isEmpty() ? List.of() : List.of(keys.split(",")));
        writes.create(request, source, new Hurry(), new CollectedRows());
    }

    private List<String> files(String prefix) throws IOException {
        return tables.objects.list("lake", prefix, "", 1_000).stream()
                .map(StoredObject::address)
                .map(ObjectAddress::key)
                .toList();
    }

    @Test
    void keepsValuesOfEveryType() throws Exception {
        String sql =
                "SELECT 1::TINYINT, -2::SMALLINT, 9007199254740993, 1.5::FLOAT, 'NaN'::DOUBLE,"
                    + " -12345678901234567890.5::DECIMAL(30,2), 'ü', DATE '1969-12-31', TIMESTAMP"
                    + " '1960-02-29 23:59:59.123', [[1, NULL], NULL], MAP {'b': 2, 'a': 1}, {'x':"
                    + " 'y', 'at': TIMESTAMP '2026-03-29 02:30:00', 'd': 1.25::DECIMAL(5,2), 'day':"
                    + " DATE '2026-01-02'} UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL,"
                    + " NULL, NULL, NULL, NULL, NULL, NULL";
        create("", source(sql, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"));
        Table shape = tables.catalog.tables().require(Tables.name("made")).shape();
        assertThat(shape.storageDescriptor().serdeInfo().serializationLibrary())
                .isEqualTo("org.apache.hadoop.hive.ql.io.orc.OrcSerde");
        assertThat(shape.parameters()).containsEntry("write.compression", "ZLIB");
        assertThat(tables.run("SELECT * FROM made ORDER BY 1", 12, tables.scan("made")).lines())
                .containsExactly(
                        "1|-2|9007199254740993|1.5|NaN|-12345678901234567890.50|ü|1969-12-31"
                                + "|1960-02-29 23:59:59.123|[[1, null], null]|{b=2, a=1}"
                                + "|{x=y, at=2026-03-29 02:30:00.000, d=1.25, day=2026-01-02}",
                        "NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL");
        String key = files("made/").getFirst();
        byte[] file =
                tables.objects.open(new ObjectAddress("lake", key), 0, Long.MAX_VALUE).stream()
                        .readAllBytes();
        assertThat(new String(file, 0, 3, StandardCharsets.US_ASCII)).isEqualTo("ORC");
    }

    @Test
    void makesPartitionsAndInsertsIntoThem() throws Exception {
        create("k", source("SELECT i, i % 2 AS k FROM range(5000) t(i)", "id", "k"));
        writes.insert(
                Tables.name("made"),
                source("SELECT -1, 7", "a", "b"),
                new Hurry(),
                new CollectedRows());
        assertThat(files("made/")).hasSize(3).anyMatch(key -> key.startsWith("made/k=7/"));
        assertThat(
                        tables.run(
                                        "SELECT k, count(*), sum(id) FROM made GROUP BY 1 ORDER BY"
                                                + " 1",
                                        3,
                                        tables.scan("made"))
                                .lines())
                .containsExactly("0|2500|6247500", "1|2500|6250000", "7|1|-1");
    }

    @Test
    void refusesCompressionsThatItCannotWriteByName() {
        assertThatThrownBy(() -> WriteFormat.of("ORC", Optional.of("zstd"), ""))
                .hasMessage(
                        "INVALID_TABLE_PROPERTY: Compression 'zstd' cannot be written with format"
                                + " ORC; [none, zlib, snappy] can");
        assertThatThrownBy(() -> WriteFormat.of("ORC", Optional.empty(), ","))
                .hasMessage(
                        "INVALID_TABLE_PROPERTY: field_delimiter is for TEXTFILE alone but the"
                                + " format is ORC");
    }
}
