package io.hydrant.delivery.gather;

import static io.hydrant.delivery.gather.SampleRecords.append;
import static io.hydrant.delivery.gather.SampleRecords.buffer;
import static io.hydrant.delivery.gather.SampleRecords.visited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.telemetry.Telemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class RecordStoreTest {
    private static final long PLENTY = 64 << 20;
    private static final long TINY = 3000;

    @TempDir private Path folder;

    private RecordMemory memory(long budget) throws IOException {
        return RecordMemory.open(
                new GatherLimits(budget, Long.MAX_VALUE, 0), folder, Telemetry.NONE);
    }

    @Test
    void givesBackRandomRecords() throws Exception {
        for (long budget : List.of(PLENTY, 1L << 20, TINY)) {
            try (RecordMemory memory = memory(budget)) {
                for (int seed = 0; seed < 40; seed++) {
                    assertGivesBack(memory, SampleRecords.random(seed, seed * 15));
                }
                assertThat(memory.bytesInUse()).isZero();
                assertThat(memory.bytesStaged()).isZero();
            }
        }
    }

    private static void assertGivesBack(RecordMemory memory, List<String> records)
            throws Exception {
        try (RecordStore store = memory.store(RecordForm.DELIVERED)) {
            assertThat(append(store, records)).isEqualTo(records.size());
            assertThat(store.recordCount()).isEqualTo(records.size());
            assertThat(visited(store)).isEqualTo(records);
            assertThat(visited(store)).isEqualTo(records);
        }
    }

    @Test
    void holdsRecordsOfAnySize() throws Exception {
        List<String> records = new ArrayList<>();
        for (int length :
                List.of(0, 1, 127, 128, 480, 494, 495, 511, 16_365, 16_366, 16_384, 65_535)) {
            records.add("a".repeat(length));
        }
        records.add("b".repeat(3 << 20));
        records.add("");
        for (long budget : List.of(PLENTY, TINY)) {
            try (RecordMemory memory = memory(budget)) {
                assertGivesBack(memory, records);
            }
        }
    }

    @Test
    void stopsWhenTheVisitorHasEnough() throws Exception {
        for (long budget : List.of(PLENTY, TINY)) {
            try (RecordMemory memory = memory(budget);
                    RecordStore store = memory.store(RecordForm.DELIVERED)) {
                List<String> records = SampleRecords.numbered(0, 200);
                append(store, records);
                List<Integer> seen = new ArrayList<>();
                store.visit(
                        (_, _, length) -> {
                            seen.add(length);
                            return seen.size() < 3;
                        });
                assertThat(seen).hasSize(3);
                assertThat(visited(store)).isEqualTo(records);
            }
        }
    }

    @Test
    void letsAVisitEndBeforeItsRecordsGoToOthers() throws Exception {
        for (long budget : List.of(PLENTY, TINY)) {
            try (RecordMemory memory = memory(budget)) {
                RecordStore store = memory.store(RecordForm.DELIVERED);
                RecordStore next = memory.store(RecordForm.DELIVERED);
                List<String> records = SampleRecords.numbered(0, 200);
                append(store, records);

                List<String> seen =
                        visited(
                                store,
                                () -> {
                                    store.close();
                                    next.append(buffer("y".repeat(300)));
                                });

                assertThat(seen).isEqualTo(records);
                next.close();
                assertThat(memory.bytesInUse()).isZero();
                assertThat(memory.bytesStaged()).isZero();
                assertThatThrownBy(() -> visited(store))
                        .isInstanceOf(LostRecords.class)
                        .hasMessage("200 records were let go of, their store is closed");
            }
        }
    }

    @Test
    void leavesTheRecordThatIsAppendedAsItIs() throws Exception {
        ByteBuffer record = ByteBuffer.allocateDirect(10).put("0123456789".getBytes()).flip();
        record.position(2).limit(5);
        try (RecordMemory memory = memory(PLENTY);
                RecordStore store = memory.store(RecordForm.DELIVERED)) {
            store.append(record.asReadOnlyBuffer());
            store.append(record);

            assertThat(record.position()).isEqualTo(2);
            assertThat(record.limit()).isEqualTo(5);
            assertThat(visited(store)).containsExactly("234", "234");
        }
    }

    @Test
    void holdsFiftyRecordsInLittleMemory() throws IOException {
        try (RecordMemory memory = memory(PLENTY);
                RecordStore store = memory.store(RecordForm.DELIVERED)) {
            append(store, SampleRecords.numbered(1, 50));

            assertThat(store.bytes()).isEqualTo(50L * (SampleRecords.NUMBERED_BYTES + 1));
            assertThat(store.bytesInMemory()).isLessThanOrEqualTo(6 << 10);
        }
    }

    @Test
    void canBeVisitedAgainAfterAVisitorFailed() throws Exception {
        List<String> records = SampleRecords.numbered(1, 2000);
        try (RecordMemory memory = memory(100_000);
                RecordStore store = memory.store(RecordForm.DELIVERED)) {
            append(store, records);
            assertThatThrownBy(
                            () ->
                                    visited(
                                            store,
                                            () -> {
                                                throw new IOException("the bucket is gone");
                                            }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the bucket is gone");
            assertThat(visited(store)).isEqualTo(records);
        }
    }

    @Test
    void takesNoRecordsWhenItWasVisitedOrClosed() throws Exception {
        try (RecordMemory memory = memory(PLENTY)) {
            RecordStore store = memory.store(RecordForm.DELIVERED);
            store.append(buffer("a"));
            visited(store);
            assertThatThrownBy(() -> store.append(buffer("b")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("READ");
            store.close();
            assertThatThrownBy(() -> store.append(buffer("b")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CLOSED");
            assertThatThrownBy(() -> visited(store)).isInstanceOf(LostRecords.class);
        }
    }

    @Test
    void noticesThatAStagingFileIsDamaged() throws IOException {
        try (RecordMemory memory = memory(TINY);
                RecordStore store = memory.store(RecordForm.DELIVERED)) {
            append(store, SampleRecords.numbered(1, 500));
            try (Stream<Path> files = Files.list(folder);
                    RandomAccessFile file =
                            new RandomAccessFile(files.findFirst().orElseThrow().toFile(), "rw")) {
                file.seek(700);
                file.write(77);
            }
            assertThatThrownBy(() -> visited(store))
                    .isInstanceOf(LostRecords.class)
                    .hasMessage("500 records cannot be read back")
                    .cause()
                    .hasMessageContaining("is damaged");

            assertThat(store.isLost()).isTrue();
            assertThat(memory.bytesInUse()).isZero();
            assertThat(memory.bytesStaged()).isZero();
            assertThatThrownBy(() -> visited(store)).isInstanceOf(LostRecords.class);
        }
    }
}
