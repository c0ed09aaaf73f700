package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.gather.GatherLimits;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.LogFull;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Puts, clock, uploads, faults, tables that change and vanish, and crashes in random order: the
/// rows of every accepted record are in exactly one file, or the record is in exactly one line of
/// errors; and what was once uploaded under a key never becomes anything else. In some runs records
/// wait in partitions, as rows of the table as it was.
class ConversionExactlyOnceTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 60);
    private static final int EVENTS = 400;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LATER = Duration.ofSeconds(60);
    private static final Optional<String> QUERY =
            Optional.of("{k: (if .n == null then 0 else .n | tonumber % 3 end)}");

    @TempDir private Path staging;

    @Test
    void everyAcceptedRecordIsInOneFileOrOneErrorLineWhateverHappens() throws IOException {
        long files = 0;
        long lines = 0;
        RecordedTelemetry telemetry = new RecordedTelemetry();
        for (long seed = 0; seed < SEEDS; seed++) {
            try (RecordMemory memory = memory(seed, telemetry)) {
                Run run = new Run(seed, memory);
                run.all();
                files += run.rows.size();
                lines += run.rejected.size();
            }
        }
        assertThat(telemetry.count("hydrant_gathered_lost_stores_total")).isGreaterThan(SEEDS / 4);
        assertThat(telemetry.count("hydrant_gathered_staged_bytes_total")).isGreaterThan(SEEDS);
        assertThat(files).isGreaterThan(SEEDS * 20L);
        assertThat(lines).isGreaterThan(SEEDS * 20L);
    }

    /// Now enough, now so little that copies are staged or lost.
    private RecordMemory memory(long seed, Telemetry telemetry) throws IOException {
        long memoryBytes = List.of(64L << 20, 2_000L, 1_000L).get((int) (seed % 3));
        long stagedBytes = List.of(0L, 1L << 30, 0L).get((int) (seed % 3));
        GatherLimits limits = new GatherLimits(memoryBytes, stagedBytes, 0);
        return RecordMemory.open(limits, staging.resolve(Long.toString(seed)), telemetry);
    }

    /// One seed's life of a lane.
    private static final class Run {
        private final long seed;
        private final Random random;
        private final DeliverySimulation simulation;
        private final List<String> accepted = new ArrayList<>();
        private final Map<String, byte[]> seen = new HashMap<>();
        private final List<String> rows = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private DeliveryPlan plan = Plans.converting(Plans.withBackup(Plans.plain()));

        Run(long seed, RecordMemory memory) {
            this.seed = seed;
            this.random = new Random(seed);
            if (seed % 2 == 1) {
                plan = Plans.partitioned(plan, "p/!{partitionKeyFromQuery:k}/", QUERY);
            }
            this.simulation = new DeliverySimulation(plan, seed);
            simulation.memory = Optional.of(memory);
            simulation.crash();
        }

        void all() throws IOException {
            Fault[] faults = Fault.values();
            double failing = random.nextDouble();
            simulation.tables.put(Plans.TRIPS, "n bigint");
            simulation.store.failing(
                    () ->
                            random.nextDouble() < failing
                                    ? faults[random.nextInt(faults.length)]
                                    : Fault.NONE);
            for (int event = 0; event < EVENTS; event++) {
                happen(random.nextInt(14));
                assertThatNothingChanged();
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
                case 3, 4 -> simulation.step();
                case 5, 6 -> simulation.runUpload();
                case 7 -> simulation.advance(Duration.ofSeconds(random.nextInt(40)));
                case 8 -> simulation.flush();
                case 9 -> simulation.log.refuse(name -> full(name.value()));
                case 10, 11 -> changeTable();
                case 12 -> changePlan();
                default -> {
                    simulation.log.refuse(_ -> false);
                    simulation.crash();
                }
            }
        }

        private void changeTable() {
            switch (random.nextInt(6)) {
                case 0 -> simulation.tables.drop(Plans.TRIPS);
                case 1 -> simulation.tables.put(Plans.TRIPS, "n bigint, u uniontype<int>");
                case 2 -> simulation.tables.put(Plans.TRIPS, "n bigint, poison int");
                default -> simulation.tables.put(Plans.TRIPS, "n bigint, c" + seed + " string");
            }
        }

        private void changePlan() {
            if (random.nextInt(4) == 0) {
                simulation.log.refuse(_ -> false);
                DeliveryPlan next = Plans.next(plan, plan.main().compression());
                plan = random.nextInt(3) == 0 ? Plans.converting(next, "0") : next;
                simulation.update(plan);
            }
        }

        private boolean full(String name) {
            return random.nextInt(3) == 0 || name.equals("lane") && random.nextBoolean();
        }

        private void put() {
            List<String> records = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int number = accepted.size() + records.size();
                int paddingMax = random.nextInt(8) == 0 ? 200_000 : 30;
                String padding = " ".repeat(random.nextInt(paddingMax));
                records.add(
                        padding
                                + switch (random.nextInt(8)) {
                                    case 0 -> "{\"bomb\":" + number + "}";
                                    case 1 -> "{\"n\":\"" + number + "\"}";
                                    case 2 -> "{\"broken\":" + number;
                                    case 3 -> "{\"n\":" + number + "}\n{\"n\":" + number + "}";
                                    default -> "{\"n\":" + number + "}";
                                });
            }
            try {
                simulation.put(records.toArray(String[]::new));
                accepted.addAll(records);
            } catch (LogFull _) {
                // refused, so nobody was told that it is kept
            }
        }

        private void assertThatNothingChanged() {
            for (Map.Entry<String, byte[]> object : simulation.store.objects().entrySet()) {
                byte[] before = seen.putIfAbsent(object.getKey(), object.getValue());
                if (before != null && !Arrays.equals(before, object.getValue())) {
                    fail("seed %d: %s changed", seed, object.getKey());
                }
            }
        }

        private void settle() {
            simulation.log.refuse(_ -> false);
            simulation.store.failing(() -> Fault.NONE);
            simulation.runUntilIdle();
            for (int i = 0; i < 20 && !simulation.delivered(); i++) {
                simulation.flush().advance(LATER).runUntilIdle();
            }
            assertThatNothingChanged();
        }

        private void check() throws IOException {
            StringBuilder backup = new StringBuilder();
            for (Map.Entry<String, byte[]> object : simulation.store.objects().entrySet()) {
                String text = new String(object.getValue(), StandardCharsets.UTF_8);
                if (object.getKey().startsWith("backup/")) {
                    backup.append(text);
                } else if (object.getKey().contains("failed/")) {
                    addRejected(text);
                } else {
                    List<String> lines = text.lines().toList();
                    assertThat(lines.getLast()).isEqualTo("end");
                    assertThat(lines).as("rows of %s", object.getKey()).hasSizeGreaterThan(2);
                    rows.addAll(lines.subList(1, lines.size() - 1));
                }
            }
            Set<String> gone = new HashSet<>(rejected);
            List<String> expectedRows = new ArrayList<>();
            for (String record : accepted) {
                if (!gone.contains(record)) {
                    record.lines()
                            .map(document -> document.strip().replaceAll("[^0-9]", ""))
                            .forEach(expectedRows::add);
                }
            }
            List<String> lost = new ArrayList<>(rejected);
            assertThat(lost).as("errors, seed %d", seed).doesNotHaveDuplicates();
            assertThat(new HashSet<>(accepted)).containsAll(lost);
            assertThat(rows)
                    .as("rows, seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(expectedRows);
            assertThat(backup.length()).isEqualTo(accepted.stream().mapToInt(String::length).sum());
        }

        private void addRejected(String text) throws IOException {
            for (String line : text.lines().toList()) {
                JsonNode error = JSON.readTree(line);
                String code = error.path("lastErrorCode").asText(error.path("errorCode").asText());
                assertThat(code).matches("(DataFormatConversion|DynamicPartitioning)\\..*");
                rejected.add(
                        new String(error.get("rawData").binaryValue(), StandardCharsets.UTF_8));
            }
        }
    }
}
