package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.gather.GatherLimits;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.pipeline.FakeFunction.Verdict;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts, clock, uploads, invocations, faults, configurations that come and go, and crashes in
/// random order, also in the middle of a step: each record ends in one object of its partition, or
/// in one line of errors, and no object changes. Keys of the function are others at each
/// invocation; few partitions may be active.
class PartitionedExactlyOnceTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 45);
    private static final int EVENTS = 350;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("<(\\d+)");
    private static final String LIMIT = "DynamicPartitioning.ActivePartitionsLimitExceeded";

    @TempDir private Path staging;

    @Test
    void eachRecordIsDeliveredOnceInItsPartitionWhateverHappens() throws IOException {
        Coverage coverage = new Coverage();
        RecordedTelemetry telemetry = new RecordedTelemetry();
        for (long seed = 0; seed < SEEDS; seed++) {
            try (RecordMemory memory = memory(seed, telemetry)) {
                new Run(seed, memory, coverage).all();
            }
        }
        assertThat(telemetry.count("hydrant_gathered_lost_stores_total")).isGreaterThan(SEEDS);
        assertThat(telemetry.count("hydrant_gathered_staged_bytes_total")).isGreaterThan(SEEDS);
        assertThat(coverage.byQuery).isGreaterThan(SEEDS * 5L);
        assertThat(coverage.byFunction).isGreaterThan(SEEDS * 2L);
        assertThat(coverage.byBoth).isGreaterThan(SEEDS * 2L);
        assertThat(coverage.withoutKey).isGreaterThan(SEEDS * 2L);
        assertThat(coverage.beyondLimit).isGreaterThan(SEEDS * 2L);
        assertThat(coverage.deaths).isGreaterThan(SEEDS);
        assertThat(coverage.unreadable).isGreaterThan(SEEDS);
        assertThat(coverage.sharedObjects).isGreaterThan(SEEDS);
    }

    /// Now enough, now so little that records are staged or lost.
    private RecordMemory memory(long seed, Telemetry telemetry) throws IOException {
        long memoryBytes = List.of(64L << 20, 2_000L, 1_000L, 100_000L).get((int) (seed % 4));
        long stagedBytes = List.of(0L, 1L << 30, 0L, 5_000L).get((int) (seed % 4));
        GatherLimits limits = new GatherLimits(memoryBytes, stagedBytes, 0);
        return RecordMemory.open(limits, staging.resolve(Long.toString(seed)), telemetry);
    }

    /// What the seeds came by.
    private static final class Coverage {
        private long byQuery;
        private long byFunction;
        private long byBoth;
        private long withoutKey;
        private long beyondLimit;
        private long deaths;
        private long unreadable;
        private long sharedObjects;
    }

    /// One seed's life of a lane.
    private static final class Run {
        private final long seed;
        private final RecordMemory memory;
        private final Coverage coverage;
        private final Random random;
        private final DeliverySimulation simulation;
        private final List<String> accepted = new ArrayList<>();
        private final Map<String, byte[]> objects = new HashMap<>();
        private final Map<Integer, String> ends = new HashMap<>();
        private final int limit;
        private final boolean aggregated;
        private int deadly;
        private DeliveryPlan plan;

        Run(long seed, RecordMemory memory, Coverage coverage) {
            this.seed = seed;
            this.memory = memory;
            this.coverage = coverage;
            this.random = new Random(seed);
            this.aggregated = random.nextBoolean();
            this.plan = aggregating(configured(Plans.plain()));
            this.limit = 3 + random.nextInt(8);
            this.simulation = new DeliverySimulation(plan, seed);
            restart();
            FakeFunction function = simulation.function;
            function.partitions = 3;
            function.failing = random.nextInt(20);
            function.dropping = random.nextInt(20);
            function.failingBatches = random.nextInt(20);
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
                    happen(random.nextInt(16));
                } catch (SimulatedDeath _) {
                    die();
                }
                look();
            }
            settle();
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
                case 14 -> failToRead();
                default -> {
                    if (random.nextInt(3) == 0) {
                        die();
                    } else {
                        simulation.log.refuse(_ -> false);
                        simulation.log.unreadable(_ -> false);
                    }
                }
            }
        }

        private void die() {
            coverage.deaths++;
            simulation.log.refuse(_ -> false);
            restart();
        }

        /// Who was active is known by the ledgers only.
        private void restart() {
            simulation.partitions = new ActivePartitions(limit);
            simulation.memory = Optional.of(memory);
            simulation.crash();
        }

        private boolean full(PartitionName name) {
            return random.nextInt(3) == 0
                    || name.equals(DeliverySimulation.LANE) && random.nextBoolean();
        }

        /// Records of one log cannot be read for a while.
        private void failToRead() {
            PartitionName log =
                    random.nextBoolean() ? DeliverySimulation.LANE : DeliverySimulation.PROCESSED;
            simulation.log.unreadable(
                    name -> {
                        coverage.unreadable += name.equals(log) ? 1 : 0;
                        return name.equals(log);
                    });
        }

        /// The process dies at one of the next appends.
        private boolean dies(PartitionName name) {
            if (!name.equals(DeliverySimulation.LANE) && --deadly == 0) {
                throw new SimulatedDeath();
            }
            return false;
        }

        private void change() {
            if (random.nextInt(3) == 0) {
                simulation.log.refuse(_ -> false);
                plan = aggregating(configured(Plans.next(plan, Compression.UNCOMPRESSED)));
                simulation.update(plan);
            }
        }

        private DeliveryPlan aggregating(DeliveryPlan configured) {
            Optional<DeAggregation> json = Optional.of(new DeAggregation.Json());
            return aggregated
                    ? configured.withSubRecords(new SubRecordRules(false, false, json))
                    : configured;
        }

        private DeliveryPlan configured(DeliveryPlan base) {
            Optional<String> query = Optional.of("{c: .c}");
            DeliveryPlan transforming = Plans.transforming(base, 1 + random.nextInt(400));
            Optional<LambdaProcessor> none = Optional.empty();
            return switch (random.nextInt(3)) {
                case 0 ->
                        Plans.partitioned(base.withFunction(none), "q/!{" + BY_QUERY + "}/", query);
                case 1 ->
                        Plans.partitioned(
                                transforming, "l/!{" + BY_LAMBDA + "}/", Optional.empty());
                default ->
                        Plans.partitioned(
                                transforming, "b/!{" + BY_QUERY + "}/!{" + BY_LAMBDA + "}/", query);
            };
        }

        private static final String BY_QUERY = "partitionKeyFromQuery:c";
        private static final String BY_LAMBDA = "partitionKeyFromLambda:k";

        private void put() {
            List<String> records = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int padding =
                        random.nextInt(40) == 0 ? random.nextInt(300_000) : random.nextInt(60);
                int number = accepted.size() + records.size();
                String key = random.nextInt(12) == 0 ? "" : "c" + random.nextInt(5);
                records.add(
                        "{\"c\":\"%s\",\"t\":\"<%d%s>\"}"
                                .formatted(key, number, "x".repeat(padding)));
            }
            List<String> put = aggregated ? joined(records) : records;
            try {
                simulation.put(put.toArray(String[]::new));
            } catch (LogFull _) {
                return; // refused, so nobody was told that it is kept
            }
            accepted.addAll(records);
        }

        /// Some of them together in one record.
        private List<String> joined(List<String> records) {
            List<String> joined = new ArrayList<>();
            for (String record : records) {
                if (!joined.isEmpty() && random.nextBoolean()) {
                    joined.add(joined.removeLast() + " " + record);
                } else {
                    joined.add(record);
                }
            }
            return joined;
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
            if (key.startsWith("lake/errors/")) {
                for (String line : text.lines().toList()) {
                    takeFailed(key, JSON.readTree(line));
                }
                return;
            }
            String[] folders = key.substring("lake/".length()).split("/");
            List<String> records = List.of(text.split("(?<=\\})"));
            coverage.sharedObjects += records.size() > 1 ? 1 : 0;
            for (String record : records) {
                note(key, record);
                String byQuery = JSON.readTree(record).get("c").asText();
                String byFunction = simulation.function.keys.getOrDefault(record, "none");
                switch (folders[0]) {
                    case "q" -> {
                        assertThat(folders[1]).as("seed %d", seed).isEqualTo(byQuery);
                        coverage.byQuery++;
                    }
                    case "l" -> {
                        assertThat(folders[1]).as("seed %d", seed).isEqualTo(byFunction);
                        coverage.byFunction++;
                    }
                    case "b" -> {
                        assertThat(folders[1]).as("seed %d", seed).isEqualTo(byQuery);
                        assertThat(folders[2]).as("seed %d", seed).isEqualTo(byFunction);
                        coverage.byBoth++;
                    }
                    default -> fail("seed %d: unknown folder of %s", seed, key);
                }
            }
        }

        private void takeFailed(String key, JsonNode line) throws IOException {
            String record = new String(line.get("rawData").binaryValue(), StandardCharsets.UTF_8);
            note(key, record);
            String code = line.get("errorCode").asText();
            if (key.contains("/processing-failed/")) {
                assertThat(code).startsWith("Lambda.");
                return;
            }
            assertThat(key).contains("/metadata-extraction-failed/");
            coverage.beyondLimit += code.equals(LIMIT) ? 1 : 0;
            coverage.withoutKey += code.equals(LIMIT) ? 0 : 1;
            boolean incomplete =
                    JSON.readTree(record).get("c").asText().isEmpty()
                            || !simulation.function.keys.containsKey(record);
            assertThat(code.equals(LIMIT) || incomplete).as("%s, seed %d", record, seed).isTrue();
        }

        private void note(String key, String record) {
            Matcher number = NUMBER.matcher(record);
            assertThat(number.find()).as("record of %s, seed %d", key, seed).isTrue();
            String twice = ends.put(Integer.parseInt(number.group(1)), key);
            assertThat(twice).as("twice: %s, seed %d", key, seed).isNull();
        }

        private void settle() throws IOException {
            simulation.log.refuse(_ -> false);
            simulation.log.unreadable(_ -> false);
            simulation.store.failing(() -> Fault.NONE);
            for (int i = 0; i < 60 && (i == 0 || !simulation.delivered()); i++) {
                simulation.flush().runUntilIdle().advance(Duration.ofSeconds(60)).runUntilIdle();
            }
            look();
            assertThat(simulation.delivered()).as("seed %d", seed).isTrue();
            assertThat(simulation.partitions.count()).as("active, seed %d", seed).isZero();
            assertThat(memory.bytesInUse()).as("memory, seed %d", seed).isZero();
            assertThat(memory.bytesStaged()).as("staged, seed %d", seed).isZero();
        }

        private void check() {
            for (int i = 0; i < accepted.size(); i++) {
                Verdict verdict = simulation.function.verdicts.get(accepted.get(i));
                if (!(verdict instanceof Verdict.Dropped)) {
                    assertThat(ends).as("record %d, seed %d", i, seed).containsKey(i);
                }
            }
        }
    }
}
