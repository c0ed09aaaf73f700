package io.hydrant.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ParquetFileWriterTest {
    @TempDir Path folder;

    @Test
    void writesEveryTypeThatHoldsNoOther() throws IOException, SQLException {
        TableSchema schema = SampleRows.flatSchema();
        List<List<Object>> rows = new SampleRows(schema, 1).next(3000);

        assertRead(schema, rows, Parquet.DEFAULTS);
    }

    @Test
    void writesNestedTypesWithEmptyAndAbsentOnes() throws IOException, SQLException {
        TableSchema schema =
                table(
                        "list", "array<int>",
                        "map", "map<string,bigint>",
                        "struct", "struct<a:int,b:struct<c:string>>",
                        "lists", "array<array<string>>");
        List<List<Object>> rows =
                List.of(
                        row(null, null, null, null),
                        row(List.of(), Map.of(), struct("a", null, "b", null), List.of()),
                        row(
                                Arrays.asList(1, null, 2),
                                Map.of("k", 5L),
                                struct("a", 1, "b", struct("c", null)),
                                Arrays.asList(null, List.of(), List.of("x", "y"))),
                        row(
                                Arrays.asList((Object) null),
                                struct("n", null),
                                struct("a", null, "b", struct("c", "z")),
                                List.of(Arrays.asList("", null))));

        assertRead(schema, rows, Parquet.DEFAULTS);
    }

    @Test
    void writesAFileWithoutRows() throws IOException, SQLException {
        assertRead(SampleRows.flatSchema(), List.of(), Parquet.DEFAULTS);
    }

    @Test
    void givesTheSameBytesWhateverTheBuffersHeldBefore() throws IOException {
        TableSchema schema = SampleRows.randomSchema(5, 3);
        List<List<Object>> rows = new SampleRows(schema, 5).next(500);
        ParquetBuffers buffers = new ParquetBuffers();

        byte[] fresh = bytes(schema, rows, new ParquetBuffers());
        bytes(schema, new SampleRows(schema, 6).next(5000), buffers);

        assertThat(bytes(schema, rows, buffers)).isEqualTo(fresh);
        assertThat(bytes(schema, rows, buffers)).isEqualTo(fresh);
    }

    @Test
    void writesNamesInLowerCase() throws IOException, SQLException {
        TableSchema schema = table("TripId", "bigint", "Place", "struct<LatLon:string>");
        Path file = folder.resolve("names.parquet");
        Files.write(file, bytes(schema, List.of(), new ParquetBuffers()));

        assertThat(DuckDbRows.texts("DESCRIBE SELECT * FROM read_parquet('" + file + "')"))
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactly("tripid BIGINT", "place STRUCT(latlon VARCHAR)");
    }

    @Test
    void refusesNamesThatDifferOnlyInCase() {
        TableSchema schema = table("a", "int", "A", "int");

        assertThatThrownBy(
                        () ->
                                new ParquetFileWriter(
                                        schema, Parquet.DEFAULTS, new ByteArrayOutputStream()))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("the table has two columns named 'a' in lower case");
    }

    @Test
    void refusesADecimalThatItsTypeCannotHold() {
        TableSchema schema = table("price", "decimal(4,2)");
        RowBatch batch = PlainRows.batchOf(schema, List.of(List.of(new BigDecimal("100.00"))));

        assertThatThrownBy(() -> write(batch, Parquet.DEFAULTS))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(
                        "column 'price' of type decimal(4,2) cannot hold the unscaled value 10000");
    }

    @Test
    void finishesNoFileWhoseRowsFailed() throws IOException {
        TableSchema schema = table("price", "decimal(4,2)");
        RowBatch wrong = PlainRows.batchOf(schema, List.of(List.of(new BigDecimal("100.00"))));

        try (ParquetFileWriter writer =
                new ParquetFileWriter(schema, Parquet.DEFAULTS, new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> writer.write(wrong)).isInstanceOf(InvalidArgument.class);
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the file is BROKEN");
        }
    }

    @Test
    void keepsBuffersWithinTheirLimit() throws IOException {
        ParquetBuffers buffers = new ParquetBuffers(3 << 20);
        for (int seed = 0; seed < 30; seed++) {
            TableSchema schema = SampleRows.randomSchema(seed, 2);
            bytes(schema, new SampleRows(schema, seed).next(300), buffers);
        }
        long scratch = new ParquetBuffers().bytesHeld();

        assertThat(buffers.bytesHeld()).isBetween(scratch, (4L << 20) + scratch);
    }

    @Test
    void refusesRowsOfAnotherTable() {
        RowBatch batch = PlainRows.batchOf(table("a", "int"), List.of());

        try (ParquetFileWriter writer =
                new ParquetFileWriter(
                        table("b", "int"), Parquet.DEFAULTS, new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(InvalidArgument.class);
        }
    }

    @Test
    void closesRowGroupsAtTheBlockSizeAndPadsThem() throws IOException, SQLException {
        Parquet options =
                new Parquet(
                        Parquet.Compression.UNCOMPRESSED,
                        Parquet.Version.V1,
                        Parquet.Timestamps.INT96,
                        200_000,
                        10_000,
                        false,
                        100_000);
        TableSchema schema = table("n", "bigint");
        List<List<Object>> rows = new ArrayList<>();
        for (long i = 0; i < 100_000; i++) {
            rows.add(List.of(i));
        }

        Path file = assertRead(schema, rows, options);

        List<List<String>> groups =
                DuckDbRows.texts(
                        "SELECT row_group_num_rows, data_page_offset FROM parquet_metadata('"
                                + file
                                + "')");
        assertThat(groups).hasSizeGreaterThan(2);
        assertThat(groups.stream().skip(1))
                .allSatisfy(group -> assertThat(Long.parseLong(group.get(1)) % 200_000).isZero());
    }

    @Test
    void holdsAboutOnePagePerColumnAndTheCompressedRows() throws IOException {
        TableSchema schema = table("n", "bigint");
        RowBatch batch = new RowBatch(schema);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(List.of((long) i % 7));
        }
        rows.forEach(row -> PlainRows.append(batch, row));
        try (ParquetFileWriter writer =
                new ParquetFileWriter(schema, Parquet.DEFAULTS, new ByteArrayOutputStream())) {
            for (int i = 0; i < 100; i++) {
                writer.write(batch);
            }
            assertThat(writer.bytesHeld()).isBetween(20_000L * 8, 2_000_000L);
        }
    }

    private Path assertRead(TableSchema schema, List<List<Object>> rows, Parquet options)
            throws IOException, SQLException {
        Path file = folder.resolve("rows.parquet");
        Files.write(file, write(PlainRows.batchOf(schema, rows), options));
        List<List<Object>> read = DuckDbRows.of(file, schema);
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.get(i)).as("row %d", i).isEqualTo(DuckDbRows.expected(rows.get(i)));
        }
        return file;
    }

    private static byte[] write(RowBatch batch, Parquet options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ParquetFileWriter writer = new ParquetFileWriter(batch.schema(), options, out)) {
            writer.write(batch);
            writer.finish();
        }
        return out.toByteArray();
    }

    private static byte[] bytes(TableSchema schema, List<List<Object>> rows, ParquetBuffers buffers)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ParquetFileWriter writer =
                new ParquetFileWriter(schema, Parquet.DEFAULTS, buffers, out)) {
            writer.write(PlainRows.batchOf(schema, rows));
            writer.finish();
        }
        return out.toByteArray();
    }

    private static TableSchema table(String... namesAndTypes) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new Column(namesAndTypes[i], HiveTypeParser.parse(namesAndTypes[i + 1])));
        }
        return new TableSchema(columns);
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private static Map<String, Object> struct(Object... namesAndValues) {
        Map<String, Object> struct = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            struct.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return struct;
    }
}
