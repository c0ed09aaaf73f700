package io.hydrant.functions.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.mapping.engine.MappingSimulation.Errand;
import io.hydrant.streams.shard.Shard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// Everything that can happen to a mapping, in orders that seeds determine.
class MappingSimulationTest {
    private static final int SEEDS = 40;
    private static final int EVENTS = 400;

    private int counter;

    @Test
    void skipsNoRecordAndKeepsTheOrderOfKeysWhateverHappens() {
        for (long seed = 0; seed < SEEDS; seed++) {
            live(seed, false);
        }
    }

    @Test
    void toldIsWhatIsGivenUp() {
        for (long seed = 0; seed < SEEDS; seed++) {
            live(seed, true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void finishesEveryShardOfAStreamThatWasSplitAndMergedAgainAndAgain(int lanes) {
        MappingSimulation world = new MappingSimulation(lanes, 2);
        world.change(it -> it.lanes(lanes));
        SplittableRandom random = new SplittableRandom(lanes);
        for (int i = 0; i < 40; i++) {
            put(world, random);
            reshard(world, random);
            world.clock.advance(Duration.ofSeconds(2));
        }
        drain(world);

        assertThat(world.unfinished()).isEmpty();
        assertThat(world.works).hasSize(world.stream.openShards().size());
    }

    private void live(long seed, boolean givesUp) {
        counter = 0;
        SplittableRandom random = new SplittableRandom(seed);
        MappingSimulation world = new MappingSimulation(seed, 1 + random.nextInt(3));
        world.memoryBytes = random.nextBoolean() ? 64 << 20 : 3_000; // a few records
        world.crash();
        if (givesUp) {
            world.withDestination(random.nextBoolean());
        }
        for (int event = 0; event < EVENTS; event++) {
            try {
                happen(world, random, givesUp);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", event " + event, e);
            }
        }
        world.log.refuse(_ -> false);
        drain(world);
        assertThat(world.unfinished()).as("seed %d: not done", seed).isEmpty();
        assertThat(world.memory.bytesInUse()).as("seed %d: memory in use", seed).isZero();
        if (!givesUp) {
            assertThat(world.givenUp).as("seed %d: given up", seed).isEmpty();
        }
    }

    private void happen(MappingSimulation world, SplittableRandom random, boolean givesUp) {
        int what = random.nextInt(100);
        if (what < 25) {
            put(world, random);
        } else if (what < 45) {
            world.clock.advance(Duration.ofMillis(random.nextInt(3_000)));
            world.look();
            world.step();
        } else if (what < 60) {
            stepOne(world, random);
        } else if (what < 88) {
            answerOne(world, random);
        } else if (what < 91) {
            reshard(world, random);
        } else if (what < 94) {
            world.invoker = "arn:aws:iam::111122223333:role/r" + random.nextInt(3);
            world.change(it -> changed(it, random, givesUp));
        } else if (what < 96) {
            world.crash();
        } else if (what < 97) {
            world.log.refuse(_ -> false);
            world.restart();
        } else if (what < 98) {
            world.clock.advance(Duration.ofSeconds(random.nextInt(90)));
            expire(world, random);
        } else {
            boolean refuses = random.nextBoolean();
            world.log.refuse(name -> refuses && name.value().startsWith("mappings/"));
        }
    }

    private void put(MappingSimulation world, SplittableRandom random) {
        String key = "k" + random.nextInt(8);
        String[] data = new String[1 + random.nextInt(4)];
        for (int i = 0; i < data.length; i++) {
            data[i] = key + "-" + counter++;
        }
        world.put(key, data);
    }

    private static void stepOne(MappingSimulation world, SplittableRandom random) {
        world.look();
        if (!world.works.isEmpty()) {
            int index = random.nextInt(world.works.size());
            world.step(List.copyOf(world.works.keySet()).get(index));
        }
    }

    private static void answerOne(MappingSimulation world, SplittableRandom random) {
        if (world.waiting.isEmpty()) {
            return;
        }
        Errand errand = world.waiting.get(random.nextInt(world.waiting.size()));
        int how = random.nextInt(10);
        if (errand.telling.isPresent()) {
            if (how < 7) {
                world.told(errand);
            } else {
                world.notTold(errand);
            }
        } else if (how < 5) {
            world.succeed(errand);
        } else if (how < 7) {
            world.fail(errand);
        } else if (how < 8) {
            world.throttle(errand);
        } else {
            world.failItem(errand, random.nextInt(errand.records.size()));
        }
    }

    private static void reshard(MappingSimulation world, SplittableRandom random) {
        List<Shard> open = world.stream.openShards();
        int index = random.nextInt(open.size());
        if (open.size() > 1 && (open.size() > 5 || random.nextBoolean())) {
            int first = Math.min(index, open.size() - 2);
            world.stream.merge(open.get(first).id(), open.get(first + 1).id());
        } else {
            world.stream.split(open.get(index).id());
        }
    }

    private static void expire(MappingSimulation world, SplittableRandom random) {
        List<Shard> shards = world.streams.shards(MappingSimulation.STREAM);
        Shard shard = shards.get(random.nextInt(shards.size()));
        long horizon = shard.horizonOffset();
        world.expire(shard, random.nextLong(horizon, shard.log().endOffset() + 1));
    }

    private static ChangedSettings changed(
            ChangedSettings now, SplittableRandom random, boolean givesUp) {
        now.batchSize(1 + random.nextInt(8))
                .windowSeconds(random.nextInt(4))
                .lanes(1 + random.nextInt(4))
                .bisects(random.nextBoolean())
                .reportsItems(random.nextBoolean())
                .retriesForEver()
                .anyAge();
        if (givesUp && random.nextBoolean()) {
            now.retriesMax(random.nextInt(3));
        }
        return givesUp && random.nextInt(4) == 0 ? now.recordAgeMaxSeconds(60) : now;
    }

    /// The function succeeds until nothing is left.
    private static void drain(MappingSimulation world) {
        for (int round = 0; round < 5_000; round++) {
            Instant due = world.settle();
            if (world.waiting.isEmpty() && world.unfinished().isEmpty()) {
                return;
            }
            for (Errand errand : List.copyOf(world.waiting)) {
                if (errand.telling.isPresent()) {
                    world.told(errand);
                } else {
                    world.succeed(errand);
                }
            }
            boolean waits = due.isAfter(world.clock.instant()) && world.waiting.isEmpty();
            world.clock.advance(Duration.ofMillis(waits ? 500 : 1));
        }
    }
}
