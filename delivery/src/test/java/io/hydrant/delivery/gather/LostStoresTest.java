package io.hydrant.delivery.gather;

import static io.hydrant.delivery.gather.SampleRecords.append;
import static io.hydrant.delivery.gather.SampleRecords.buffer;
import static io.hydrant.delivery.gather.SampleRecords.numbered;
import static io.hydrant.delivery.gather.SampleRecords.visited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// What becomes of stores when records cannot be staged.
class LostStoresTest {
    private static final GatherLimits NOTHING_STAGED = new GatherLimits(64 << 10, 0, 0);

    @TempDir private Path folder;

    private final RecordedTelemetry telemetry = new RecordedTelemetry();

    private RecordMemory memory(GatherLimits limits) throws IOException {
        return RecordMemory.open(limits, folder.resolve("staging"), telemetry);
    }

    private long lost() {
        return telemetry.count("hydrant_gathered_lost_stores_total");
    }

    @Test
    void losesTheLargestStoreAndKeepsTheOthers() throws Exception {
        try (RecordMemory memory = memory(NOTHING_STAGED)) {
            RecordStore large = memory.store(RecordForm.DELIVERED);
            RecordStore small = memory.store(RecordForm.DELIVERED);
            append(small, numbered(0, 20));
            assertThat(append(large, numbered(0, 500))).isEqualTo(500);
            RecordStore middle = memory.store(RecordForm.DELIVERED);
            assertThat(append(middle, numbered(0, 300))).isEqualTo(300);

            assertThat(large.isLost()).isTrue();
            assertThat(large.append(buffer("more"))).isFalse();
            assertThat(large.recordCount()).isEqualTo(500);
            assertThatThrownBy(() -> visited(large))
                    .isInstanceOf(LostRecords.class)
                    .hasMessage("500 records were given up as they could not be staged");
            assertThat(visited(small)).isEqualTo(numbered(0, 20));
            assertThat(visited(middle)).isEqualTo(numbered(0, 300));
            assertThat(lost()).isEqualTo(1);
            large.close();
            small.close();
            middle.close();
            assertThat(memory.bytesInUse()).isZero();
        }
    }

    @Test
    void losesTheStoreThatNeedsMemoryWhenAllOthersAreBeingVisited() throws Exception {
        try (RecordMemory memory = memory(NOTHING_STAGED)) {
            RecordStore visited = memory.store(RecordForm.DELIVERED);
            append(visited, numbered(0, 700));
            RecordStore late = memory.store(RecordForm.DELIVERED);
            List<Boolean> kept = new ArrayList<>();

            List<String> seen =
                    visited(visited, () -> kept.add(late.append(buffer("x".repeat(1000)))));

            assertThat(seen).isEqualTo(numbered(0, 700));
            assertThat(kept).contains(false).endsWith(false);
            assertThat(late.isLost()).isTrue();
            assertThat(visited.isLost()).isFalse();
            assertThat(memory.bytesHeld()).isLessThanOrEqualTo(64 << 10);
        }
    }

    @Test
    void keepsARecordLargerThanItsBudgetUntilOthersNeedMemory() throws Exception {
        try (RecordMemory memory = memory(NOTHING_STAGED)) {
            RecordStore large = memory.store(RecordForm.DELIVERED);
            RecordStore other = memory.store(RecordForm.DELIVERED);

            assertThat(large.append(buffer("x".repeat(100_000)))).isTrue();
            assertThat(other.append(buffer("a"))).isTrue();

            assertThat(large.isLost()).isTrue();
            assertThat(visited(other)).containsExactly("a");
        }
    }

    @Test
    void stagesAgainWhenTheFolderCanBeWrittenAgain() throws Exception {
        try (RecordMemory memory = memory(new GatherLimits(8 << 10, Long.MAX_VALUE, 0))) {
            Files.delete(folder.resolve("staging"));
            RecordStore first = memory.store(RecordForm.DELIVERED);
            assertThat(append(first, numbered(0, 200))).isBetween(50, 120);

            Files.createDirectory(folder.resolve("staging"));
            RecordStore second = memory.store(RecordForm.DELIVERED);
            assertThat(append(second, numbered(0, 200))).isEqualTo(200);
            assertThat(visited(second)).isEqualTo(numbered(0, 200));
            assertThat(first.isLost()).isTrue();
            assertThat(lost()).isEqualTo(1);
        }
    }

    @Test
    void staysWithinWhatItMayStage() throws Exception {
        try (RecordMemory memory = memory(new GatherLimits(64 << 10, 200_000, 0))) {
            List<RecordStore> stores = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RecordStore store = memory.store(RecordForm.DELIVERED);
                append(store, numbered(0, 300));
                stores.add(store);
                assertThat(memory.bytesStaged()).isLessThanOrEqualTo(200_000);
                assertThat(stagedOnDisk()).isLessThanOrEqualTo(200_000);
                assertThat(memory.bytesHeld()).isLessThanOrEqualTo(64 << 10);
            }
            for (RecordStore store : stores) {
                if (!store.isLost()) {
                    assertThat(visited(store)).isEqualTo(numbered(0, 300));
                }
            }
            assertThat(stores).filteredOn(RecordStore::isLost).hasSizeBetween(1, 18);
        }
    }

    private long stagedOnDisk() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder.resolve("staging"))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void leavesTheDiskToTheLog() throws Exception {
        GatherLimits limits = new GatherLimits(8 << 10, Long.MAX_VALUE, Long.MAX_VALUE);
        try (RecordMemory memory = memory(limits);
                RecordStore store = memory.store(RecordForm.DELIVERED)) {
            assertThat(append(store, numbered(0, 200))).isLessThan(200);
            assertThat(memory.bytesStaged()).isZero();
        }
    }

    @Test
    void givesBackAllOrNothingWhileStagingFailsNowAndThen() throws Exception {
        GatherLimits limits = new GatherLimits(200_000, 400_000, 0);
        List<Future<Integer>> runs = new ArrayList<>();
        int lost = 0;
        try (RecordMemory memory = memory(limits)) {
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int seed = 0; seed < 4; seed++) {
                    Random random = new Random(seed);
                    runs.add(threads.submit(() -> appendAndVisit(memory, random)));
                }
                for (Future<Integer> run : runs) {
                    lost += run.get();
                }
            }
            assertThat(memory.bytesInUse()).isZero();
            assertThat(memory.bytesStaged()).isZero();
            assertThat(stagedOnDisk()).isZero();
        }
        assertThat(lost).isPositive();
        assertThat(lost()).isGreaterThanOrEqualTo(lost); // some were lost after their visit
    }

    /// Several stores take turns. Returns how many were lost.
    private static int appendAndVisit(RecordMemory memory, Random random) throws Exception {
        int lost = 0;
        for (int round = 0; round < 60; round++) {
            List<RecordStore> stores = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                stores.add(memory.store(RecordForm.DELIVERED));
            }
            List<String> records = numbered(random.nextInt(1000), 100 + random.nextInt(300));
            for (String record : records) {
                stores.forEach(store -> store.append(buffer(record)));
            }
            for (RecordStore store : stores) {
                try {
                    assertThat(visited(store)).isEqualTo(records);
                } catch (LostRecords _) {
                    lost++;
                }
                store.close();
            }
        }
        return lost;
    }
}
