package io.hydrant.query.engine.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.query.dialect.TranslatedQuery;
import io.hydrant.query.engine.CollectedRows;
import io.hydrant.query.engine.Hurry;
import io.hydrant.query.engine.Tables;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultRow;
import io.hydrant.query.result.ResultSink;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

class SelectRunTest {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "true; boolean; 0; true",
                "1::TINYINT; tinyint; 3; 1",
                "2::SMALLINT; smallint; 5; 2",
                "-3; integer; 10; -3",
                "4::BIGINT; bigint; 19; 4",
                "sum(5); bigint; 19; 5",
                "1::FLOAT; float; 17; 1.0",
                "0.1::FLOAT; float; 17; 0.1",
                "1e10; double; 17; 1.0E10",
                "0.001::DOUBLE; double; 17; 0.001",
                "'NaN'::DOUBLE; double; 17; NaN",
                "'-inf'::DOUBLE; double; 17; -Infinity",
                "12.50::DECIMAL(10,2); decimal; 10; 12.50",
                "0.000001::DECIMAL(38,10); decimal; 38; 0.0000010000",
                "'it''s'; varchar; 2147483647; it's",
                "DATE '2026-01-02'; date; 0; 2026-01-02",
                "TIME '03:04:05.678901'; time; 3; 03:04:05.678",
                "TIMESTAMP '2026-01-02 03:04:05'; timestamp; 3; 2026-01-02 03:04:05.000",
                "TIMESTAMP '1900-03-25 02:30:00.9999'; timestamp; 3; 1900-03-25 02:30:00.999",
                "TIMESTAMPTZ '2026-01-02 03:04:05+01'; timestamp with time zone; 3;"
                        + " 2026-01-02 02:04:05.000 UTC",
                "'ab\\x00'::BLOB; varbinary; 1073741824; 61 62 00",
                "[1, NULL, 2]; array; 0; [1, null, 2]",
                "[['a'], []]; array; 0; [[a], []]",
                "MAP {'k': 1.5, 'k2': NULL}; map; 0; {k=1.5, k2=null}",
                "{'a': 1, 'b': 'x, y'}; row; 0; {a=1, b=x, y}",
                "row(1, 'x'); row; 0; {field0=1, field1=x}",
                "[{'t': TIMESTAMP '2026-01-02 03:04:05'}]; array; 0;"
                        + " [{t=2026-01-02 03:04:05.000}]",
                "'{\"a\": 1}'::JSON; json; 0; {\"a\": 1}",
                "NULL; unknown; 0; NULL",
                "NULL::VARCHAR; varchar; 2147483647; NULL"
            })
    void givesTheServicesTypesAndTexts(String value, String type, int precision, String text)
            throws Exception {
        CollectedRows rows = tables.run("SELECT " + value, 1);
        assertThat(rows.columns())
                .containsExactly(
                        new ResultColumn(
                                "_col0", type, precision, rows.columns().getFirst().scale()));
        assertThat(rows.lines()).containsExactly(text);
    }

    @Test
    void keepsEmptyTextsApartFromNull() throws Exception {
        assertThat(tables.run("SELECT '', NULL", 2).rows()).containsExactly(List.of("", "NULL"));
    }

    @Test
    void refusesSumsBeyondTheirType() {
        assertThatThrownBy(
                        () ->
                                tables.run(
                                        "SELECT sum(i) FROM (VALUES (9223372036854775807),"
                                                + " (1)) t(i)",
                                        1))
                .hasMessage(
                        "NUMERIC_VALUE_OUT_OF_RANGE: bigint overflow: column '_col0' is"
                                + " 9223372036854775808");
    }

    @Test
    void bindsParameters() throws Exception {
        CollectedRows rows = new CollectedRows();
        tables.select.run(
                new TranslatedQuery("SELECT ? || ?", List.of(), List.of("a"), 2),
                List.of("x", "y"),
                new Hurry(),
                rows);
        assertThat(rows.lines()).containsExactly("xy");
        assertThatThrownBy(
                        () ->
                                tables.select.run(
                                        new TranslatedQuery("SELECT ?", List.of(), List.of("a"), 1),
                                        List.of(),
                                        new Hurry(),
                                        rows))
                .hasMessage(
                        "INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected 1 but"
                                + " found 0");
    }

    @Test
    void handsAMillionRowsOverOneByOne() throws Exception {
        CountedRows rows = new CountedRows();
        List<String> names = IntStream.range(0, 5).mapToObj(i -> "c" + i).toList();
        tables.select.run(
                new TranslatedQuery(
                        "SELECT i, 'text ' || i, repeat('x', 200), i * 1.5::DOUBLE,"
                                + " TIMESTAMP '2026-01-01' + INTERVAL 1 SECOND * i"
                                + " FROM range(1000000) t(i)",
                        List.of(),
                        names,
                        0),
                List.of(),
                new Hurry(),
                rows);
        assertThat(rows.count).isEqualTo(1_000_000);
    }

    private static final class CountedRows implements ResultSink {
        private long count;

        @Override
        public void columns(List<ResultColumn> columns) {
            assertThat(columns).hasSize(5);
        }

        @Override
        public void row(ResultRow row) {
            count++;
        }
    }

    @Test
    void stopsBetweenRows() {
        Hurry running = new Hurry();
        ResultSink cancelling =
                new ResultSink() {
                    @Override
                    public void columns(List<ResultColumn> columns) {}

                    @Override
                    public void row(ResultRow row) {
                        running.cancel();
                    }
                };
        assertThatThrownBy(
                        () ->
                                tables.select.run(
                                        new TranslatedQuery(
                                                "SELECT i FROM range(1000000000) t(i)",
                                                List.of(),
                                                List.of("i"),
                                                0),
                                        List.of(),
                                        running,
                                        cancelling))
                .hasMessage("Query was cancelled");
    }

    @Test
    void readsAThousandPartitions() throws Exception {
        Tables.Definition table = tables.table("t", Tables.PARQUET, "id int", "day string, n int");
        tables.create(table);
        tables.putParquet("one/f", "SELECT i::INTEGER AS id FROM range(10) t(i)");
        List<TablePartition> partitions =
                IntStream.range(0, 1_000)
                        .mapToObj(
                                n ->
                                        new TablePartition(
                                                List.of(
                                                        "%02d".formatted(n % 30),
                                                        Integer.toString(n)),
                                                Optional.of("s3://lake/one/"),
                                                Map.of()))
                        .toList();
        tables.catalog.partitionStore().addMissing(Tables.name("t"), partitions);
        assertThat(
                        tables.run(
                                        "SELECT count(*), sum(id), count(DISTINCT day), max(n)"
                                                + " FROM t",
                                        4,
                                        tables.scan("t"))
                                .lines())
                .containsExactly("10000|45000|30|999");
        assertThat(
                        tables.run(
                                        "SELECT count(*) FROM t WHERE n BETWEEN 5 AND 9",
                                        1,
                                        tables.scan("t", "\"n\" BETWEEN 5 AND 9"))
                                .lines())
                .containsExactly("50");
    }
}
