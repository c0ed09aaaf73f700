package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.log.LogFull;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/// Puts, clock, uploads, faults, updates and crashes in random order: every accepted record is in
/// exactly one object.
class ExactlyOnceTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 45);
    private static final int EVENTS = 400;

    @Test
    void everyAcceptedRecordIsInExactlyOneObjectWhateverHappens() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) throws IOException {
        Random random = new Random(seed);
        DeliveryPlan plan = Plans.withBackup(Plans.plain());
        DeliverySimulation simulation = new DeliverySimulation(plan, seed);
        Fault[] faults = Fault.values();
        double failing = random.nextDouble();
        simulation.store.failing(
                () ->
                        random.nextDouble() < failing
                                ? faults[random.nextInt(faults.length)]
                                : Fault.NONE);
        List<String> accepted = new ArrayList<>();
        for (int event = 0; event < EVENTS; event++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> put(simulation, random, accepted);
                case 3, 4 -> simulation.step();
                case 5, 6 -> simulation.runUpload();
                case 7 -> simulation.advance(Duration.ofSeconds(random.nextInt(40)));
                case 8 -> simulation.flush();
                case 9 -> simulation.log.refuse(name -> full(random, name.value()));
                case 10 -> {
                    if (random.nextInt(4) == 0) {
                        plan =
                                Plans.next(
                                        plan,
                                        random.nextBoolean()
                                                ? Compression.GZIP
                                                : Compression.UNCOMPRESSED);
                        simulation.log.refuse(_ -> false);
                        simulation.update(plan);
                    }
                }
                default -> {
                    simulation.log.refuse(_ -> false);
                    simulation.crash();
                }
            }
        }
        settle(simulation);
        assertThat(simulation.delivered())
                .as("seed %d: %s %s", seed, simulation.lastFailure, simulation.status())
                .isTrue();
        assertThat(records(simulation, "lake/"))
                .as("main, seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(records(simulation, "backup/"))
                .as("backup, seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(accepted);
    }

    private static boolean full(Random random, String name) {
        return random.nextInt(3) == 0 || name.equals("lane") && random.nextBoolean();
    }

    private static void put(DeliverySimulation simulation, Random random, List<String> accepted) {
        List<String> records = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int padding = random.nextInt(5) == 0 ? random.nextInt(400_000) : random.nextInt(20);
            records.add("<" + (accepted.size() + records.size()) + "x".repeat(padding) + ">");
        }
        try {
            simulation.put(records.toArray(String[]::new));
            accepted.addAll(records);
        } catch (LogFull _) {
            // refused, so nobody was told that it is kept
        }
    }

    private static void settle(DeliverySimulation simulation) {
        simulation.log.refuse(_ -> false);
        simulation.store.failing(() -> Fault.NONE);
        simulation.runUntilIdle();
        for (int i = 0; i < 20 && !simulation.delivered(); i++) {
            simulation.flush().advance(Duration.ofSeconds(60)).runUntilIdle();
        }
    }

    private static List<String> records(DeliverySimulation simulation, String prefix)
            throws IOException {
        List<String> records = new ArrayList<>();
        for (Map.Entry<String, byte[]> object : simulation.store.objects().entrySet()) {
            if (object.getKey().startsWith(prefix)) {
                for (String record : text(object).split("(?<=>)")) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    private static String text(Map.Entry<String, byte[]> object) throws IOException {
        if (!object.getKey().endsWith(".gz")) {
            return new String(object.getValue(), StandardCharsets.UTF_8);
        }
        try (GZIPInputStream plain =
                new GZIPInputStream(new ByteArrayInputStream(object.getValue()))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
