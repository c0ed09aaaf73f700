package io.hydrant.interop.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.file.FileFormat.Parquet.Compression;
import io.hydrant.formats.file.FileFormat.Parquet.Timestamps;
import io.hydrant.formats.file.FileFormat.Parquet.Version;
import io.hydrant.formats.parquet.DuckDbRows;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What is written is what DuckDB and parquet-java read, value by value.
class ParquetReadersTest {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("allOptions")
    void readersAgreeOnEveryTypeAtEveryOption(Parquet options) throws IOException, SQLException {
        TableSchema schema = SampleRows.flatSchema();
        assertRead(new SampleFile(schema, options, 700), new SampleRows(schema, 11).next(1200));
    }

    @ParameterizedTest
    @MethodSource("allOptions")
    void readersAgreeOnNestedTypesAtEveryOption(Parquet options) throws IOException, SQLException {
        for (int seed = 100; seed < 104; seed++) {
            TableSchema schema = SampleRows.randomSchema(seed, 4);
            List<List<Object>> rows = new SampleRows(schema, seed).next(400);
            assertRead(new SampleFile(schema, options, 150), rows);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void readersAgreeOnRandomSchemas(int block) throws IOException, SQLException {
        for (int seed = block * 12; seed < block * 12 + 12; seed++) {
            TableSchema schema = SampleRows.randomSchema(seed, 4);
            List<Parquet> options = allOptions();
            Parquet option = options.get(seed % options.size());
            List<List<Object>> rows = new SampleRows(schema, seed).next(1 + seed * 7);
            assertRead(new SampleFile(schema, option, 1 + seed), rows);
        }
    }

    @Test
    void readersAgreeOnSingleRows() throws IOException, SQLException {
        for (int seed = 0; seed < 40; seed++) {
            TableSchema schema = SampleRows.randomSchema(1000 + seed, 3);
            List<List<Object>> rows = new SampleRows(schema, seed).next(seed % 3);
            assertRead(new SampleFile(schema, allOptions().get(seed % 32), 1), rows);
        }
    }

    /// Blocks and pages are small, so that there are many.
    static List<Parquet> allOptions() {
        List<Parquet> options = new ArrayList<>();
        for (Compression compression : Compression.values()) {
            for (Version version : Version.values()) {
                for (Timestamps timestamps : Timestamps.values()) {
                    for (boolean dictionary : new boolean[] {true, false}) {
                        options.add(
                                new Parquet(
                                        compression,
                                        version,
                                        timestamps,
                                        60_000,
                                        4000,
                                        dictionary,
                                        options.size() % 3 * 1000));
                    }
                }
            }
        }
        return options;
    }

    private void assertRead(SampleFile sample, List<List<Object>> rows)
            throws IOException, SQLException {
        Path file = folder.resolve("sample.parquet");
        sample.write(file, rows);
        List<List<Object>> expected =
                sample.options().timestamps() == Timestamps.INT96 ? rows : inMicros(rows);
        assertSame(sample, "parquet-java", ParquetJavaRows.of(file, sample.schema()), expected);
        assertSame(sample, "DuckDB", DuckDbRows.of(file, sample.schema()), inMicros(rows));
    }

    private static void assertSame(
            SampleFile sample,
            String reader,
            List<List<Object>> read,
            List<List<Object>> expected) {
        assertThat(read).as("rows of %s", reader).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < expected.get(row).size(); column++) {
                assertThat(read.get(row).get(column))
                        .as(
                                "%s, row %d, %s, %s",
                                reader,
                                row,
                                sample.schema().columns().get(column),
                                sample.options())
                        .isEqualTo(expected.get(row).get(column));
            }
        }
    }

    private static List<List<Object>> inMicros(List<List<Object>> rows) {
        List<List<Object>> cut = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            List<Object> values = new ArrayList<>(row.size());
            row.forEach(value -> values.add(DuckDbRows.expected(value)));
            cut.add(values);
        }
        return cut;
    }
}
