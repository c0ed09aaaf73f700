package io.hydrant.functions.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.mapping.engine.batch.EventFormat;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How the lanes of one shard gather and send batches, step by step.
class ShardWorkTest {
    private final MappingSimulation world = new MappingSimulation(1, 1);

    @Test
    void sendsWhatOnePollFoundAtOnce() {
        world.put("k", "a", "b", "c");
        world.settle();

        assertThat(world.only().data()).containsExactly("a", "b", "c");
    }

    @Test
    void pollsOnceASecondWhileNothingIsNew() {
        Instant due = world.settle();
        assertThat(due).isEqualTo(world.clock.instant().plusSeconds(1));

        world.put("k", "a");
        world.clock.advance(Duration.ofMillis(999));
        world.settle();
        assertThat(world.waiting).isEmpty();

        world.clock.advance(Duration.ofMillis(1));
        world.settle();
        assertThat(world.only().data()).containsExactly("a");
    }

    @Test
    void pollsAtOnceWhileThereIsBacklog() {
        world.change(it -> it.batchSize(2));
        world.put("k", "a", "b", "c", "d", "e");
        List<List<String>> batches = new ArrayList<>();
        world.settle();
        while (!world.waiting.isEmpty()) {
            batches.add(world.only().data());
            world.succeed(world.only());
            world.settle();
        }

        assertThat(batches).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void readsPushedRecordsAsSoonAsItIsToldOfThem() {
        world.pushed = true;
        world.settle();
        world.put("k", "a");
        world.works.values().forEach(ShardWork::pollSoon);
        world.settle();

        assertThat(world.only().data()).containsExactly("a");
    }

    @Test
    void gathersUntilTheWindowIsOver() {
        world.change(it -> it.windowSeconds(5));
        world.put("k", "a");
        world.settle();
        world.clock.advance(Duration.ofSeconds(2));
        world.put("k", "b");
        world.settle();
        assertThat(world.waiting).isEmpty();
        world.clock.advance(Duration.ofSeconds(3));
        world.put("k", "c");
        world.settle();

        assertThat(world.only().data()).containsExactly("a", "b", "c");
    }

    @Test
    void doesNotWaitForTheWindowAtTheEndOfAShard() {
        world.change(it -> it.windowSeconds(300));
        world.put("k", "a");
        world.stream.split(new ShardId(0));
        world.settle();

        assertThat(world.only().data()).containsExactly("a");
    }

    @Test
    void keepsAnEventBelowSixMegabytes() {
        String large = "x".repeat(2_000_000);
        world.put("k", large + 1, large + 2, large + 3);
        world.settle();

        assertThat(world.only().records).hasSize(2);
        assertThat(world.only().call.orElseThrow().event().length)
                .isLessThanOrEqualTo((int) EventFormat.EVENT_BYTES_MAX);
        world.succeed(world.only());
        world.settle();
        assertThat(world.only().records).hasSize(1);
    }

    @Test
    void invokesNothingForRecordsThatAreFilteredAndDoesNotReadThemAgain() {
        world.filter = record -> record.partitionKey().equals("wanted");
        world.put("other", "a");
        world.settle();
        assertThat(world.waiting).isEmpty();
        world.clock.advance(Duration.ofSeconds(1));
        world.settle();
        world.crash();
        world.filter = _ -> true;
        world.settle();

        assertThat(world.waiting).isEmpty();
        assertThat(world.telemetry.count("hydrant_mapping_filtered_records_total")).isEqualTo(1);
    }

    @Test
    void holdsOneBatchPerLaneWhileTheFunctionIsSlow() {
        world.change(it -> it.batchSize(1));
        for (int i = 0; i < 20; i++) {
            world.put("k" + i, "r" + i);
        }
        world.change(it -> it.lanes(3));
        world.settle();
        world.settle();

        assertThat(world.waiting).hasSize(3);
    }

    @Test
    void waitsForMemoryThatOtherBatchesHave() {
        world.memory = new MemoryBudget(1);
        MemoryBudget.Claim other = world.memory.claim(1, () -> {});
        world.put("k", "a");
        world.settle();
        assertThat(world.waiting).isEmpty();
        other.close();
        world.settle();

        assertThat(world.only().data()).containsExactly("a");
        world.succeed(world.only());
        assertThat(world.memory.bytesInUse()).isZero();
    }

    @Test
    void writesTheRecordsOfAnEventInTheirOrder() throws IOException {
        world.put("k", "a", "b");
        world.settle();

        byte[] event = world.only().call.orElseThrow().event();
        assertThat(MappingSimulation.dataIn(event, 0)).isEqualTo("a");
        assertThat(MappingSimulation.dataIn(event, 1)).isEqualTo("b");
    }
}
