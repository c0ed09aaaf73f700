package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.buffer.DeliveryBuffer;
import io.hydrant.delivery.plan.BufferingHints;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

class BufferTableTest {
    private static final int SEEDS = 50;
    private static final int STEPS = 2_000;

    /// Three of one hash, three of another: keys that consist of them share few hashes.
    private static final List<String> PAIRS = List.of("Aa", "BB", "C#", "Bb", "CC", "D$", "x", "");

    @Test
    void findsWhatAMapFindsAlsoAmongKeysOfTheSameHash() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BufferTable table = new BufferTable();
            Map<BufferKey, OpenBuffer> expected = new HashMap<>();
            int kinds = random.nextInt(1, PAIRS.size() + 1);
            for (int step = 0; step < STEPS; step++) {
                BufferKey key = key(random, kinds);
                OpenBuffer known = expected.get(key);
                assertThat(table.find(key))
                        .as("seed %d", seed)
                        .isEqualTo(Optional.ofNullable(known));
                assertLikely(table.likely(key), key, known != null);
                if (known == null) {
                    OpenBuffer buffer = buffer(key);
                    table.add(buffer);
                    expected.put(key, buffer);
                } else if (random.nextInt(3) > 0) {
                    table.remove(known);
                    expected.remove(key);
                }
                assertThat(table.count()).isEqualTo(expected.size());
            }
            assertThat(table.all()).containsExactlyInAnyOrderElementsOf(expected.values());
        }
    }

    private static void assertLikely(OpenBuffer likely, BufferKey key, boolean known) {
        if (likely == null) {
            assertThat(known).as("is there").isFalse();
        } else {
            assertThat(likely.key().hashCode()).isEqualTo(key.hashCode());
        }
    }

    private static BufferKey key(SplittableRandom random, int kinds) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            StringBuilder value = new StringBuilder();
            for (int pair = 0; pair < 3; pair++) {
                value.append(PAIRS.get(random.nextInt(kinds)));
            }
            values.add(value.toString());
        }
        return new BufferKey.Partition(values);
    }

    private static OpenBuffer buffer(BufferKey key) {
        return new OpenBuffer(
                key, new DeliveryBuffer(BufferingHints.DEFAULTS, 0, Optional.empty()));
    }
}
