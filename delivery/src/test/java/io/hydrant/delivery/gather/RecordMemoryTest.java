package io.hydrant.delivery.gather;

import static io.hydrant.delivery.gather.SampleRecords.append;
import static io.hydrant.delivery.gather.SampleRecords.buffer;
import static io.hydrant.delivery.gather.SampleRecords.numbered;
import static io.hydrant.delivery.gather.SampleRecords.visited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class RecordMemoryTest {
    @TempDir private Path folder;

    private RecordMemory memory(long budget) throws IOException {
        return RecordMemory.open(
                new GatherLimits(budget, Long.MAX_VALUE, 0), folder, Telemetry.NONE);
    }

    @Test
    void keepsTenThousandStoresWithinItsBudget() throws Exception {
        int count = 10_000;
        long budget = 2 << 20;
        List<String> records = numbered(0, 60_000);
        try (RecordMemory memory = memory(budget)) {
            List<RecordStore> stores = new ArrayList<>();
            List<List<String>> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                stores.add(memory.store(RecordForm.DELIVERED));
                expected.add(new ArrayList<>());
            }
            for (int i = 0; i < records.size(); i++) {
                int place = place(i, count);
                stores.get(place).append(buffer(records.get(i)));
                expected.get(place).add(records.get(i));
                if (memory.bytesHeld() > budget) {
                    throw new AssertionError("holds " + memory.bytesHeld() + " at record " + i);
                }
            }
            assertThat(memory.bytesStaged()).isGreaterThan(2 << 20);

            for (int i = 0; i < count; i++) {
                assertThat(visited(stores.get(i))).isEqualTo(expected.get(i));
                stores.get(i).close();
            }
            assertNothingHeld(memory);
        }
    }

    /// Some stores get many records, most get few.
    private static int place(int record, int count) {
        int spread = record * 31 % count;
        return record % 3 == 0 ? spread % 20 : spread;
    }

    private void assertNothingHeld(RecordMemory memory) throws IOException {
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
        try (RecordMemory memory = memory(1 << 20)) {
            List<RecordStore> stores = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                RecordStore store = memory.store(RecordForm.DELIVERED);
                append(store, numbered(0, 300 * i));
                stores.add(store);
            }
            long held = stores.stream().mapToLong(RecordStore::bytesInMemory).sum();
            assertThat(memory.bytesInUse()).isEqualTo(held).isGreaterThan(6300 * 80);
            assertThat(memory.bytesHeld()).isEqualTo(held);

            for (RecordStore store : stores) {
                store.close();
                store.close();
            }
            assertThat(memory.bytesInUse()).isZero();
            assertThat(memory.bytesHeld()).isEqualTo(held);
        }
    }

    @Test
    void usesMemoryAgainInOtherSizes() throws IOException {
        List<String> records = numbered(0, 12_000);
        long budget = 1 << 20;
        try (RecordMemory memory = memory(budget)) {
            try (RecordStore large = memory.store(RecordForm.DELIVERED)) {
                append(large, records);
            }
            for (int i = 0; i < 2000; i++) {
                memory.store(RecordForm.DELIVERED).append(buffer(records.get(i)));
                assertThat(memory.bytesHeld()).isLessThanOrEqualTo(budget);
            }
            assertThat(memory.bytesInUse()).isBetween(2000L * 512, budget);
            assertThat(memory.bytesStaged()).isZero();
        }
    }

    @Test
    void stagesTheLargestStoresFirst() throws IOException {
        try (RecordMemory memory = memory(100 << 10)) {
            RecordStore small = memory.store(RecordForm.DELIVERED);
            append(small, numbered(0, 6));
            RecordStore large = memory.store(RecordForm.DELIVERED);
            append(large, numbered(0, 1900));

            assertThat(small.bytesInMemory()).isEqualTo(512);
            assertThat(memory.bytesStaged()).isPositive();
            assertThat(large.bytesInMemory()).isLessThan(100 << 10);
            assertThat(large.bytes()).isEqualTo(1900 * 80);
        }
    }

    @Test
    void stagesRecordsThatAreBeingVisited() throws Exception {
        List<String> records = numbered(0, 5000);
        List<String> others = numbered(70_000, 10);
        try (RecordMemory memory = memory(512 << 10)) {
            RecordStore visited = memory.store(RecordForm.DELIVERED);
            append(visited, records);
            RecordStore other = memory.store(RecordForm.DELIVERED);

            List<String> seen = visited(visited, () -> append(other, others));

            assertThat(seen).isEqualTo(records);
            assertThat(memory.bytesHeld()).isLessThanOrEqualTo(512 << 10);
            assertThat(visited(visited)).isEqualTo(records);
            assertThat(other.recordCount()).isEqualTo(10L * records.size());
            assertThat(visited(other).subList(20, 30)).isEqualTo(others);
            visited.close();
            other.close();
            assertNothingHeld(memory);
        }
    }

    @Test
    void exceedsItsBudgetByNoMoreThanOneRecord() throws IOException {
        String record = "x".repeat(1 << 20);
        try (RecordMemory memory = memory(4096);
                RecordStore store = memory.store(RecordForm.DELIVERED)) {
            for (int i = 0; i < 5; i++) {
                store.append(buffer(record));
                assertThat(memory.bytesHeld()).isLessThan((1 << 20) + 100);
            }
            assertThat(memory.bytesStaged()).isGreaterThan(4 << 20);
        }
    }

    @Test
    void deletesStagingFilesAsSoonAsNobodyNeedsThem() throws IOException {
        List<String> records = numbered(0, 100_000);
        try (RecordMemory memory = memory(4 << 20)) {
            RecordStore first = memory.store(RecordForm.DELIVERED);
            for (int i = 0; i < 10; i++) {
                append(first, records);
            }
            RecordStore second = memory.store(RecordForm.DELIVERED);
            append(second, records);
            assertThat(fileNames()).containsExactlyInAnyOrder("0.records", "1.records");

            first.close();
            assertThat(fileNames()).containsExactly("1.records");
            second.close();
            assertNothingHeld(memory);
        }
    }

    @Test
    void deletesWhatACrashLeft() throws IOException {
        Files.writeString(folder.resolve("7.records"), "records");

        memory(1000).close();

        assertThat(fileNames()).isEmpty();
    }

    @Test
    void refusesNegativeLimits() {
        assertThatThrownBy(() -> new GatherLimits(-1, 0, 0))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("memoryBytesMax must be at least 0 but was -1");
        assertThatThrownBy(() -> new GatherLimits(0, -2, 0))
                .hasMessage("stagedBytesMax must be at least 0 but was -2");
        assertThatThrownBy(() -> new GatherLimits(0, 0, -3))
                .hasMessage("diskBytesFreeMin must be at least 0 but was -3");
    }

    @Test
    void countsWhatItStages() throws IOException {
        RecordedTelemetry telemetry = new RecordedTelemetry();
        GatherLimits limits = new GatherLimits(10_000, Long.MAX_VALUE, 0);
        try (RecordMemory memory = RecordMemory.open(limits, folder, telemetry);
                RecordStore store = memory.store(RecordForm.DELIVERED)) {
            append(store, numbered(0, 1000));

            assertThat(telemetry.count("hydrant_gathered_staged_bytes_total"))
                    .isEqualTo(memory.bytesStaged())
                    .isPositive();
            assertThat(telemetry.gauge("hydrant_gathered_staging_bytes"))
                    .isEqualTo(memory.bytesStaged());
            assertThat(telemetry.gauge("hydrant_gathered_memory_bytes"))
                    .isEqualTo(memory.bytesHeld());
            assertThat(telemetry.count("hydrant_gathered_lost_stores_total")).isZero();
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        List<Future<?>> runs = new ArrayList<>();
        try (RecordMemory memory = memory(300_000)) {
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

    private static Void appendAndSeal(RecordMemory memory, int first, ExecutorService sealing)
            throws Exception {
        List<Future<?>> sealed = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            List<String> records = numbered(first + round * 10_000L, 600 + round * 50);
            RecordStore store = memory.store(RecordForm.DELIVERED);
            append(store, records);
            sealed.add(
                    sealing.submit(
                            () -> {
                                assertThat(visited(store)).isEqualTo(records);
                                store.close();
                                return null;
                            }));
        }
        for (Future<?> each : sealed) {
            each.get();
        }
        return null;
    }
}
