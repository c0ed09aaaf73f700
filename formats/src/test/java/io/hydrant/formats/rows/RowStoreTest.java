package io.hydrant.formats.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class RowStoreTest {
    private static final long PLENTY = 64 << 20;
    private static final long TINY = 3000;

    private static final TableSchema TEXT =
            new TableSchema(List.of(new Column("text", Primitive.STRING)));

    @TempDir private Path folder;

    @Test
    void givesBackRandomRowsOfRandomSchemas() throws IOException {
        for (long budget : List.of(PLENTY, TINY)) {
            try (RowMemory memory = RowMemory.open(budget, folder, Telemetry.NONE)) {
                for (int seed = 0; seed < 150; seed++) {
                    TableSchema schema = SampleRows.randomSchema(seed, seed % 5);
                    List<List<Object>> rows = new SampleRows(schema, seed).next(seed * 2);
                    assertGivesBack(memory, PlainRows.batchOf(schema, rows));
                }
                assertThat(memory.bytesInUse()).isZero();
                assertThat(memory.bytesStaged()).isZero();
            }
        }
    }

    @Test
    void givesBackRowsOfEverySimpleType() throws IOException {
        TableSchema schema = SampleRows.flatSchema();
        try (RowMemory memory = RowMemory.open(PLENTY, folder, Telemetry.NONE)) {
            for (int seed = 0; seed < 20; seed++) {
                List<List<Object>> rows = new SampleRows(schema, seed).next(1500);
                assertGivesBack(memory, PlainRows.batchOf(schema, rows));
            }
        }
    }

    private static void assertGivesBack(RowMemory memory, RowBatch rows) throws IOException {
        try (RowStore store = memory.store(rows.schema())) {
            store.append(rows, 0, rows.rowCount());
            assertThat(store.rowCount()).isEqualTo(rows.rowCount());
            assertThat(written(store).rows()).as("%s", rows.schema()).isEqualTo(Values.rows(rows));
        }
    }

    private static CollectedRows written(RowStore store) throws IOException {
        CollectedRows collected = new CollectedRows();
        store.writeTo(new RowBatch(store.schema()), collected);
        return collected;
    }

    @Test
    void holdsFiftyTripsInLittleMemory() throws IOException {
        try (RowMemory memory = RowMemory.open(PLENTY, folder, Telemetry.NONE);
                RowStore store = memory.store(Trips.SCHEMA)) {
            store.append(Trips.batch(1, 50), 0, 50);

            assertThat(store.bytes()).isEqualTo(50 * 80);
            assertThat(store.bytesInMemory()).isLessThanOrEqualTo(6 << 10);
        }
    }

    @Test
    void makesTheSameBatchesWhereverTheRowsWereKept() throws IOException {
        RowBatch rows = texts(new Random(5), 5000);
        List<List<Integer>> batches = new ArrayList<>();
        for (long budget : List.of(PLENTY, 1L << 20, TINY)) {
            try (RowMemory memory = RowMemory.open(budget, folder, Telemetry.NONE);
                    RowStore store = memory.store(TEXT)) {
                store.append(rows, 0, rows.rowCount());
                batches.add(written(store).batchRowCounts());
            }
        }
        assertThat(batches.get(0)).hasSizeGreaterThan(5);
        assertThat(batches.get(1)).isEqualTo(batches.get(0));
        assertThat(batches.get(2)).isEqualTo(batches.get(0));
    }

    /// Lengths up to a few kilobytes, now and then far more.
    private static RowBatch texts(Random random, int count) {
        RowBatch rows = new RowBatch(TEXT);
        for (int i = 0; i < count; i++) {
            byte[] text = new byte[random.nextInt(random.nextInt(500) == 0 ? 300_000 : 3000)];
            random.nextBytes(text);
            ((BytesVector) rows.column(0)).append(text, 0, text.length);
            rows.endRow();
        }
        return rows;
    }

    @Test
    void writesItsRowsAgainWhenAsked() throws IOException {
        RowBatch rows = Trips.batch(1, 3000);
        try (RowMemory memory = RowMemory.open(100_000, folder, Telemetry.NONE);
                RowStore store = memory.store(Trips.SCHEMA)) {
            store.append(rows, 0, rows.rowCount());

            assertThat(written(store).rows()).isEqualTo(Values.rows(rows));
            assertThat(written(store).rows()).isEqualTo(Values.rows(rows));
            assertThat(written(store).batchRowCounts()).containsExactly(1024, 1024, 952);
        }
    }

    @Test
    void writesAgainAfterAWriterFailed() throws IOException {
        RowBatch rows = Trips.batch(1, 2000);
        try (RowMemory memory = RowMemory.open(PLENTY, folder, Telemetry.NONE);
                RowStore store = memory.store(Trips.SCHEMA)) {
            store.append(rows, 0, rows.rowCount());
            CollectedRows failing =
                    new CollectedRows(
                            () -> {
                                throw new IOException("the disk is full");
                            });
            RowBatch scratch = new RowBatch(Trips.SCHEMA);

            assertThatThrownBy(() -> store.writeTo(scratch, failing))
                    .hasMessage("the disk is full");
            assertThat(scratch.rowCount()).isZero();
            assertThat(written(store).rows()).isEqualTo(Values.rows(rows));
        }
    }

    @Test
    void leavesOutColumnsBehindThoseOfItsSchema() throws IOException {
        List<Column> columns = new ArrayList<>(SampleRows.flatSchema().columns());
        TableSchema narrow = new TableSchema(columns.subList(0, 9));
        List<List<Object>> rows = new SampleRows(SampleRows.flatSchema(), 4).next(300);
        RowBatch wide = PlainRows.batchOf(SampleRows.flatSchema(), rows);
        try (RowMemory memory = RowMemory.open(PLENTY, folder, Telemetry.NONE);
                RowStore store = memory.store(narrow)) {
            store.append(wide, 100, 300);

            assertThat(written(store).rows()).isEqualTo(Values.rows(wide, 9).subList(100, 300));
        }
    }

    @Test
    void refusesRowsOfOtherColumns() throws IOException {
        try (RowMemory memory = RowMemory.open(PLENTY, folder, Telemetry.NONE);
                RowStore store = memory.store(Trips.SCHEMA)) {
            assertThatThrownBy(() -> store.append(new RowBatch(TEXT), 0))
                    .isInstanceOf(InvalidArgument.class)
                    .hasMessageContaining("pickup_latitude")
                    .hasMessageContaining("but had [Column[name=text");
            assertThatThrownBy(() -> store.writeTo(new RowBatch(TEXT), new CollectedRows()))
                    .isInstanceOf(InvalidArgument.class)
                    .hasMessageContaining("scratch must have the schema");
        }
    }

    @Test
    void takesNoRowsWhenItWasWrittenOrClosed() throws IOException {
        RowBatch rows = Trips.batch(1, 1);
        try (RowMemory memory = RowMemory.open(PLENTY, folder, Telemetry.NONE)) {
            RowStore store = memory.store(Trips.SCHEMA);
            store.append(rows, 0);
            written(store);
            assertThatThrownBy(() -> store.append(rows, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("READ");
            store.close();
            assertThatThrownBy(() -> written(store)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void keepsWhatItHasWhenRowsCannotBeStaged() throws IOException {
        RowBatch rows = Trips.batch(1, 200);
        Path staging = folder.resolve("staging");
        try (RowMemory memory = RowMemory.open(8 << 10, staging, Telemetry.NONE);
                RowStore store = memory.store(Trips.SCHEMA)) {
            Files.delete(staging);
            assertThatThrownBy(() -> store.append(rows, 0, rows.rowCount()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(staging.toString());
            int before = (int) store.rowCount();
            assertThat(before).isBetween(50, 120);

            Files.createDirectory(staging);
            store.append(rows, before, rows.rowCount());
            assertThat(written(store).rows()).isEqualTo(Values.rows(rows));
        }
    }

    @Test
    void noticesThatAStagingFileIsDamaged() throws IOException {
        try (RowMemory memory = RowMemory.open(TINY, folder, Telemetry.NONE);
                RowStore store = memory.store(Trips.SCHEMA)) {
            store.append(Trips.batch(1, 500), 0, 500);
            try (Stream<Path> files = Files.list(folder);
                    RandomAccessFile file =
                            new RandomAccessFile(files.findFirst().orElseThrow().toFile(), "rw")) {
                file.seek(700);
                file.write(77);
            }
            assertThatThrownBy(() -> written(store))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void holdsRowsOfAnySize() throws IOException {
        RowBatch rows = new RowBatch(TEXT);
        for (int length : List.of(0, 1, 127, 128, 16_383, 16_384, 65_535, 3 << 20, 5)) {
            ((BytesVector) rows.column(0)).append(new byte[length], 0, length);
            rows.endRow();
        }
        for (long budget : List.of(PLENTY, TINY)) {
            try (RowMemory memory = RowMemory.open(budget, folder, Telemetry.NONE)) {
                assertGivesBack(memory, rows);
            }
        }
    }
}
