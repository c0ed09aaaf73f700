package io.hydrant.functions.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every record that was put in a simulation, and what became of it. For one thread.
final class SimulatedRecords {
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, List<Item>> byKey = new HashMap<>();

    enum State {
        WAITING,
        /// The function did it, but no step has kept that yet.
        DONE,
        /// The failure destination knows, but no step has kept that yet.
        TOLD,
        KEPT,
        GIVEN_UP
    }

    /// A record, as the test put it.
    static final class Item {
        final String key;
        final String data;
        State state = State.WAITING;
        Optional<ShardWork> work = Optional.empty();
        boolean expired;
        int deliveries;

        Item(String key, String data) {
            this.key = key;
            this.data = data;
        }
    }

    void add(String sequenceNumber, Item item) {
        items.put(sequenceNumber, item);
        byKey.computeIfAbsent(item.key, _ -> new ArrayList<>()).add(item);
    }

    Item get(String sequenceNumber) {
        return items.get(sequenceNumber);
    }

    /// What no step had kept may come again.
    void forgetWhatIsNotKept() {
        items.values().stream()
                .filter(item -> item.state == State.DONE || item.state == State.TOLD)
                .forEach(item -> item.state = State.WAITING);
    }

    List<Item> unfinished() {
        return items.values().stream()
                .filter(item -> item.state != State.KEPT && item.state != State.GIVEN_UP)
                .filter(item -> !item.expired)
                .toList();
    }

    /// Records of a shard below a frame fall out of retention.
    void expire(ShardId shard, long offset) {
        items.forEach(
                (text, item) -> {
                    SequenceNumber number = SequenceNumber.parse(text).orElseThrow();
                    if (number.shard().equals(shard) && number.position().offset() < offset) {
                        item.expired = true;
                    }
                });
    }

    /// Checks of a batch that goes to the function:
    /// - every earlier record of a key is done or given up, or earlier in the same batch
    /// - no two batches with the same key are with the function at once
    /// - nothing comes again that was done, once a step has kept that
    ///
    /// @param others batches that are with the function
    void checkOrder(List<Item> batch, List<List<Item>> others) {
        Set<Item> before = new HashSet<>();
        for (Item item : batch) {
            assertThat(item.state).as("%s comes again", item.data).isEqualTo(State.WAITING);
            for (Item earlier : byKey.get(item.key)) {
                if (earlier == item) {
                    break;
                }
                assertThat(before.contains(earlier) || isOver(earlier))
                        .as("%s comes before %s", item.data, earlier.data)
                        .isTrue();
            }
            before.add(item);
        }
        for (List<Item> other : others) {
            assertThat(other)
                    .as("keys of two batches at once")
                    .noneMatch(it -> batch.stream().anyMatch(item -> item.key.equals(it.key)));
        }
    }

    private static boolean isOver(Item item) {
        return item.expired || item.state != State.WAITING;
    }

    /// A step has kept what was reported before it.
    void keep(ShardWork work) {
        for (Item item : items.values()) {
            if (item.work.filter(its -> its == work).isPresent()) {
                item.state =
                        switch (item.state) {
                            case WAITING -> State.WAITING;
                            case DONE, KEPT -> State.KEPT;
                            case TOLD, GIVEN_UP -> State.GIVEN_UP;
                        };
            }
        }
    }
}
