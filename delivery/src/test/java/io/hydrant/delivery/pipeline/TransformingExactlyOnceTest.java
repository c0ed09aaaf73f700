package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.pipeline.FakeFunction.Verdict;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.PartitionName;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Puts, clock, uploads, invocations, faults, functions that come and go, and crashes in random
/// order, also in the middle of a step: what the function answered is delivered, each record once,
/// in the order of the puts within an object; what it failed on is in one line of errors; what it
/// dropped is nowhere.
class TransformingExactlyOnceTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 75);
    private static final int EVENTS = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theAnswerThatWasKeptIsDeliveredOnceWhateverHappens() throws IOException {
        Coverage coverage = new Coverage();
        for (long seed = 0; seed < SEEDS; seed++) {
            new Run(seed, coverage).all();
        }
        assertThat(coverage.delivered).isGreaterThan(SEEDS * 20L);
        assertThat(coverage.failed).isGreaterThan(SEEDS * 5L);
        assertThat(coverage.dropped).isGreaterThan(SEEDS * 5L);
        assertThat(coverage.untouched).isGreaterThan(SEEDS * 2L);
        assertThat(coverage.deaths).isGreaterThan(SEEDS);
        assertThat(coverage.passedAtStart).as("died between append and pass").isPositive();
        assertThat(coverage.heldBack).as("the processed log was full").isPositive();
    }

    /// What the seeds came by.
    private static final class Coverage {
        private long delivered;
        private long failed;
        private long dropped;
        private long untouched;
        private long deaths;
        private long passedAtStart;
        private long heldBack;
    }

    /// One seed's life of a lane.
    private static final class Run {
        private final long seed;
        private final Coverage coverage;
        private final Random random;
        private final DeliverySimulation simulation;
        private final List<String> accepted = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Map<String, byte[]> objects = new HashMap<>();
        private final Map<String, String> delivered = new HashMap<>();
        private final Map<String, String> failed = new HashMap<>();
        private int deadly;
        private DeliveryPlan plan;

        Run(long seed, Coverage coverage) {
            this.seed = seed;
            this.coverage = coverage;
            this.random = new Random(seed);
            this.plan = Plans.withBackup(Plans.plain());
            if (random.nextInt(4) > 0) {
                plan = Plans.transforming(plan, batchBytes());
            }
            this.simulation = new DeliverySimulation(plan, seed);
            simulation.processedBytesMax = random.nextBoolean() ? 2_000 : 1 << 28;
            simulation.crash();
            FakeFunction function = simulation.function;
            function.failing = random.nextInt(40);
            function.dropping = random.nextInt(40);
            function.failingBatches = random.nextInt(30);
            function.unreadable = random.nextInt(20);
        }

        void all() throws IOException {
            double failing = random.nextDouble();
            Fault[] faults = Fault.values();
            simulation.store.failing(
                    () ->
                            random.nextDouble() < failing
                                    ? faults[random.nextInt(faults.length)]
                                    : Fault.NONE);
            for (int event = 0; event < EVENTS; event++) {
                try {
                    happen(random.nextInt(15));
                } catch (SimulatedDeath _) {
                    die();
                }
                look();
            }
            settle();
            assertThat(simulation.delivered())
                    .as("seed %d: %s %s", seed, simulation.lastFailure, simulation.status())
                    .isTrue();
            check();
        }

        private void happen(int event) {
            switch (event) {
                case 0, 1, 2 -> put();
                case 3, 4, 5 -> simulation.step();
                case 6, 7, 8 -> simulation.runUpload();
                case 9 -> simulation.advance(Duration.ofSeconds(random.nextInt(40)));
                case 10 -> simulation.flush();
                case 11 -> simulation.log.refuse(this::full);
                case 12 -> change();
                case 13 -> {
                    deadly = 1 + random.nextInt(8);
                    simulation.log.refuse(this::dies);
                }
                default -> {
                    if (random.nextInt(3) == 0) {
                        die();
                    } else {
                        simulation.log.refuse(_ -> false);
                    }
                }
            }
            coverage.heldBack += simulation.isHeldBack() ? 1 : 0;
        }

        private void die() {
            coverage.deaths++;
            simulation.log.refuse(_ -> false);
            long source = simulation.partition(DeliverySimulation.LEDGER).endOffset();
            simulation.crash();
            long passed = simulation.partition(DeliverySimulation.LEDGER).endOffset() - source;
            coverage.passedAtStart += passed > 0 ? 1 : 0;
        }

        private boolean full(PartitionName name) {
            return random.nextInt(3) == 0
                    || name.equals(DeliverySimulation.LANE) && random.nextBoolean();
        }

        /// The process dies at one of the next appends.
        private boolean dies(PartitionName name) {
            if (!name.equals(DeliverySimulation.LANE) && --deadly == 0) {
                throw new SimulatedDeath();
            }
            return false;
        }

        private void change() {
            if (random.nextInt(4) > 0) {
                return;
            }
            simulation.log.refuse(_ -> false);
            DeliveryPlan next = Plans.next(plan, Compression.UNCOMPRESSED);
            plan =
                    random.nextInt(3) == 0
                            ? next.withFunction(Optional.empty())
                            : Plans.transforming(next, batchBytes());
            simulation.update(plan);
        }

        private long batchBytes() {
            return 1 + random.nextInt(400);
        }

        private void put() {
            List<String> records = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int padding =
                        random.nextInt(40) == 0 ? random.nextInt(300_000) : random.nextInt(60);
                int number = accepted.size() + records.size();
                records.add("<" + number + "x".repeat(padding) + ">");
            }
            try {
                simulation.put(records.toArray(String[]::new));
            } catch (LogFull _) {
                return; // refused, so nobody was told that it is kept
            }
            for (String record : records) {
                numbers.put(record, accepted.size());
                accepted.add(record);
            }
        }

        /// What was once in an object stays, and is in no other.
        private void look() throws IOException {
            for (Map.Entry<String, byte[]> object : simulation.store.objects().entrySet()) {
                byte[] before = objects.put(object.getKey(), object.getValue());
                if (before == null) {
                    take(object.getKey(), new String(object.getValue(), StandardCharsets.UTF_8));
                } else if (!Arrays.equals(before, object.getValue())) {
                    fail("seed %d: %s changed", seed, object.getKey());
                }
            }
        }

        private void take(String key, String text) throws IOException {
            if (key.startsWith("backup/")) {
                return;
            }
            boolean errors = key.contains("processing-failed/");
            int last = -1;
            for (String line : errors ? text.lines().toList() : split(text)) {
                String record = errors ? rawData(line) : line.replaceAll("#\\d+>", ">");
                Integer number = numbers.get(record);
                assertThat(number).as("record of %s, seed %d", key, seed).isNotNull();
                assertThat(number).as("order in %s, seed %d", key, seed).isGreaterThan(last);
                last = number;
                String twice = errors ? failed.put(record, line) : delivered.put(record, line);
                assertThat(twice).as("twice, %s, seed %d", key, seed).isNull();
            }
        }

        private static List<String> split(String text) {
            return List.of(text.split("(?<=>)"));
        }

        private static String rawData(String line) throws IOException {
            JsonNode error = JSON.readTree(line);
            assertThat(error.get("errorCode").asText()).startsWith("Lambda.");
            return new String(error.get("rawData").binaryValue(), StandardCharsets.UTF_8);
        }

        private void settle() throws IOException {
            simulation.log.refuse(_ -> false);
            simulation.store.failing(() -> Fault.NONE);
            for (int i = 0; i < 60 && (i == 0 || !simulation.delivered()); i++) {
                simulation.flush().runUntilIdle().advance(Duration.ofSeconds(60)).runUntilIdle();
            }
            look();
        }

        private void check() {
            Set<String> backup = new HashSet<>();
            objects.forEach(
                    (key, bytes) -> {
                        if (key.startsWith("backup/")) {
                            for (String one : split(new String(bytes, StandardCharsets.UTF_8))) {
                                assertThat(backup.add(one)).as("backup, seed %d", seed).isTrue();
                            }
                        }
                    });
            assertThat(backup).as("backup, seed %d", seed).isEqualTo(new HashSet<>(accepted));
            for (String record : accepted) {
                Verdict verdict =
                        simulation.function.verdicts.getOrDefault(
                                record, new Verdict.Delivered(record));
                String text = delivered.get(record);
                String line = failed.get(record);
                switch (verdict) {
                    case Verdict.Delivered(String made) -> {
                        boolean untouched = record.equals(text);
                        assertThat(text)
                                .as("record %d, seed %d", numbers.get(record), seed)
                                .isIn(made, record);
                        assertThat(line).isNull();
                        coverage.delivered++;
                        coverage.untouched += untouched ? 1 : 0;
                    }
                    case Verdict.Failed(String code) -> {
                        if (!record.equals(text)) {
                            assertThat(line)
                                    .as("record %d, seed %d", numbers.get(record), seed)
                                    .contains(code);
                            assertThat(text).isNull();
                        }
                        coverage.failed++;
                    }
                    case Verdict.Dropped() -> {
                        if (!record.equals(text)) {
                            assertThat(text)
                                    .as("record %d, seed %d", numbers.get(record), seed)
                                    .isNull();
                        }
                        assertThat(line).isNull();
                        coverage.dropped++;
                    }
                }
            }
        }
    }
}
