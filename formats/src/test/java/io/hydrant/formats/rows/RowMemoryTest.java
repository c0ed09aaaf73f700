package io.hydrant.formats.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

class RowMemoryTest {
    @TempDir private Path folder;

    @Test
    void keepsTenThousandStoresWithinItsBudget() throws IOException {
        int count = 10_000;
        long budget = 2 << 20;
        RowBatch rows = Trips.batch(0, 60_000);
        try (RowMemory memory = RowMemory.open(budget, folder, Telemetry.NONE)) {
            List<RowStore> stores = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                stores.add(memory.store(Trips.SCHEMA));
            }
            for (int row = 0; row < rows.rowCount(); row++) {
                stores.get(place(row, count)).append(rows, row);
                if (memory.bytesHeld() > budget) {
                    throw new AssertionError("holds " + memory.bytesHeld() + " at row " + row);
                }
            }
            assertThat(memory.bytesStaged()).isGreaterThan(2 << 20);

            List<List<String>> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                expected.add(new ArrayList<>());
            }
            List<String> texts = Values.rows(rows);
            for (int row = 0; row < rows.rowCount(); row++) {
                expected.get(place(row, count)).add(texts.get(row));
            }
            RowBatch scratch = new RowBatch(Trips.SCHEMA);
            for (int i = 0; i < count; i++) {
                CollectedRows collected = new CollectedRows();
                stores.get(i).writeTo(scratch, collected);
                assertThat(collected.rows()).isEqualTo(expected.get(i));
                stores.get(i).close();
            }
            assertNothingHeld(memory);
        }
    }

    /// Some stores get many rows, most get few.
    private static int place(int row, int count) {
        int spread = row * 31 % count;
        return row % 3 == 0 ? spread % 20 : spread;
    }

    private void assertNothingHeld(RowMemory memory) throws IOException {
        assertThat(memory.bytesInUse()).isZero();
        assertThat(memory.bytesStaged()).isZero();
        assertThat(fileNames()).isEmpty();
    }

    private List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void countsWhatItsStoresHold() throws IOException {
        RowBatch rows = Trips.batch(0, 2000);
        try (RowMemory memory = RowMemory.open(1 << 20, folder, Telemetry.NONE)) {
            List<RowStore> stores = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                RowStore store = memory.store(Trips.SCHEMA);
                store.append(rows, 0, 300 * i);
                stores.add(store);
            }
            long held = stores.stream().mapToLong(RowStore::bytesInMemory).sum();
            assertThat(memory.bytesInUse()).isEqualTo(held).isGreaterThan(6300 * 80);
            assertThat(memory.bytesHeld()).isEqualTo(held);

            for (RowStore store : stores) {
                store.close();
                store.close();
            }
            assertThat(memory.bytesInUse()).isZero();
            assertThat(memory.bytesHeld()).isEqualTo(held);
        }
    }

    @Test
    void usesMemoryAgainInOtherSizes() throws IOException {
        RowBatch rows = Trips.batch(0, 12_000);
        long budget = 1 << 20;
        try (RowMemory memory = RowMemory.open(budget, folder, Telemetry.NONE)) {
            try (RowStore large = memory.store(Trips.SCHEMA)) {
                large.append(rows, 0, rows.rowCount());
            }
            List<RowStore> small = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                small.add(memory.store(Trips.SCHEMA));
                small.get(i).append(rows, i);
                assertThat(memory.bytesHeld()).isLessThanOrEqualTo(budget);
            }
            assertThat(memory.bytesInUse()).isEqualTo(2000 * 512);
            assertThat(memory.bytesStaged()).isZero();
        }
    }

    @Test
    void stagesTheLargestStoresFirst() throws IOException {
        RowBatch rows = Trips.batch(0, 2000);
        try (RowMemory memory = RowMemory.open(100 << 10, folder, Telemetry.NONE)) {
            RowStore small = memory.store(Trips.SCHEMA);
            small.append(rows, 0, 6);
            RowStore large = memory.store(Trips.SCHEMA);
            large.append(rows, 0, 1900);

            assertThat(small.bytesInMemory()).isEqualTo(512);
            assertThat(memory.bytesStaged()).isPositive();
            assertThat(large.bytesInMemory()).isLessThan(100 << 10);
            assertThat(large.bytes()).isEqualTo(1900 * 80);
        }
    }

    @Test
    void stagesRowsThatAreBeingWritten() throws IOException {
        RowBatch rows = Trips.batch(0, 5000);
        try (RowMemory memory = RowMemory.open(512 << 10, folder, Telemetry.NONE)) {
            RowStore written = memory.store(Trips.SCHEMA);
            written.append(rows, 0, rows.rowCount());
            RowStore other = memory.store(Trips.SCHEMA);
            CollectedRows collected =
                    new CollectedRows(() -> other.append(rows, 0, rows.rowCount()));

            written.writeTo(new RowBatch(Trips.SCHEMA), collected);

            assertThat(collected.rows()).isEqualTo(Values.rows(rows));
            assertThat(memory.bytesHeld()).isLessThanOrEqualTo(512 << 10);
            CollectedRows again = new CollectedRows();
            written.writeTo(new RowBatch(Trips.SCHEMA), again);
            assertThat(again.rows()).isEqualTo(Values.rows(rows));
            assertThat(other.rowCount()).isEqualTo(5L * rows.rowCount());
            written.close();
            other.close();
            assertNothingHeld(memory);
        }
    }

    @Test
    void exceedsItsBudgetByNoMoreThanOneRow() throws IOException {
        TableSchema schema = new TableSchema(List.of(new Column("text", Primitive.STRING)));
        RowBatch rows = new RowBatch(schema);
        for (int i = 0; i < 5; i++) {
            ((BytesVector) rows.column(0)).append(new byte[1 << 20], 0, 1 << 20);
            rows.endRow();
        }
        try (RowMemory memory = RowMemory.open(4096, folder, Telemetry.NONE);
                RowStore store = memory.store(schema)) {
            for (int row = 0; row < rows.rowCount(); row++) {
                store.append(rows, row);
                assertThat(memory.bytesHeld()).isLessThan((1 << 20) + 100);
            }
            assertThat(memory.bytesStaged()).isGreaterThan(4 << 20);
        }
    }

    @Test
    void deletesStagingFilesAsSoonAsNobodyNeedsThem() throws IOException {
        RowBatch rows = Trips.batch(0, 100_000);
        try (RowMemory memory = RowMemory.open(4 << 20, folder, Telemetry.NONE)) {
            RowStore first = memory.store(Trips.SCHEMA);
            for (int i = 0; i < 10; i++) {
                first.append(rows, 0, rows.rowCount());
            }
            RowStore second = memory.store(Trips.SCHEMA);
            second.append(rows, 0, rows.rowCount());
            assertThat(fileNames()).containsExactlyInAnyOrder("0.rows", "1.rows");

            first.close();
            assertThat(fileNames()).containsExactly("1.rows");
            second.close();
            assertNothingHeld(memory);
        }
    }

    @Test
    void deletesWhatACrashLeft() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("7.rows"), "rows");

        RowMemory.open(1000, folder, Telemetry.NONE).close();

        assertThat(fileNames()).isEmpty();
    }

    @Test
    void refusesANegativeBudget() {
        assertThatThrownBy(() -> RowMemory.open(-1, folder, Telemetry.NONE))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("bytesMax must be at least 0 but was -1");
    }

    @Test
    void countsWhatItStages() throws IOException {
        RecordedTelemetry telemetry = new RecordedTelemetry();
        try (RowMemory memory = RowMemory.open(10_000, folder, telemetry);
                RowStore store = memory.store(Trips.SCHEMA)) {
            store.append(Trips.batch(0, 1000), 0, 1000);

            assertThat(telemetry.count("hydrant_rows_staged_bytes_total"))
                    .isEqualTo(memory.bytesStaged())
                    .isPositive();
            assertThat(telemetry.gauge("hydrant_rows_staged_bytes"))
                    .isEqualTo(memory.bytesStaged());
            assertThat(telemetry.gauge("hydrant_rows_memory_bytes")).isEqualTo(memory.bytesHeld());
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        List<Future<?>> runs = new ArrayList<>();
        try (RowMemory memory = RowMemory.open(300_000, folder, Telemetry.NONE)) {
            try (ExecutorService threads = Executors.newFixedThreadPool(4);
                    ExecutorService sealing = Executors.newFixedThreadPool(2)) {
                for (int thread = 0; thread < 4; thread++) {
                    int first = thread * 1_000_000;
                    runs.add(threads.submit(() -> appendAndSeal(memory, first, sealing)));
                }
                for (Future<?> run : runs) {
                    run.get();
                }
            }
            assertNothingHeld(memory);
        }
    }

    private static Void appendAndSeal(RowMemory memory, int first, ExecutorService sealing)
            throws Exception {
        List<Future<?>> sealed = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            RowBatch rows = Trips.batch(first + round * 10_000L, 600 + round * 50);
            RowStore store = memory.store(Trips.SCHEMA);
            store.append(rows, 0, rows.rowCount());
            sealed.add(
                    sealing.submit(
                            () -> {
                                CollectedRows collected = new CollectedRows();
                                store.writeTo(new RowBatch(Trips.SCHEMA), collected);
                                store.close();
                                assertThat(collected.rows()).isEqualTo(Values.rows(rows));
                                return null;
                            }));
        }
        for (Future<?> each : sealed) {
            each.get();
        }
        return null;
    }
}
