package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.log.PartitionName;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One seed's life of a stream of 300 partitions: puts, clock, uploads, invocations, faults,
/// changes, and processes that end at points which few have ended at before.
final class FaultRun {
    private static final int PATIENCE = 4;

    private final FaultScenario scenario;
    private final Random random;
    private final Faults.Table table;
    private final Faults faults;
    private final FaultWorld world;
    private final FaultProducer producer;
    private final FaultAudit audit;
    private final String name;
    private Optional<FaultProcess> process = Optional.empty();
    private final List<FaultPoint> afterDeath = new ArrayList<>();
    private int patience;

    FaultRun(FaultScenario scenario, long seed, Faults.Table table) {
        this.scenario = scenario;
        this.name = scenario + ", seed " + seed;
        this.random = new Random(seed * 31 + scenario.ordinal());
        this.table = table;
        this.faults = new Faults(table);
        this.world = new FaultWorld(scenario.plan(), scenario.reading(), random, faults);
        this.producer = new FaultProducer(scenario, world);
        this.audit = new FaultAudit(name, scenario, world, producer);
        FakeFunction function = world.function;
        function.partitions = scenario.transforming() ? FaultProducer.KEYS : 0;
        function.failing = random.nextInt(10);
        function.dropping = random.nextInt(10);
        function.failingBatches = random.nextInt(10);
        function.unreadable = random.nextInt(10);
        world.tables.put(Plans.TRIPS, columns());
    }

    FaultAudit live(int events) throws IOException {
        start();
        for (int event = 0; event < events; event++) {
            try {
                happen();
            } catch (SimulatedDeath _) {
                assertThat(faults.isDead()).as(name).isTrue();
            }
            if (faults.isDead()) {
                die();
            } else if (--patience < 0) {
                afterDeath.clear();
                arm();
            }
            audit.look();
        }
        settle();
        audit.checkAll();
        return audit;
    }

    private void happen() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> producer.put();
            case 3, 4, 5, 6 -> running().step();
            case 7, 8, 9, 10, 11, 12 -> {
                for (int i = random.nextInt(20); i >= 0 && !faults.isDead(); i--) {
                    running().work(1 + random.nextInt(16));
                    running().step();
                }
            }
            case 13, 14, 15 -> world.clock.advance(Duration.ofSeconds(random.nextInt(30)));
            case 16 -> {
                if (random.nextInt(3) == 0) {
                    running().flush();
                }
            }
            case 17 -> change();
            case 18 -> disturb();
            default -> {
                if (random.nextBoolean()) {
                    running().stop();
                    restart();
                }
            }
        }
    }

    private void change() {
        producer.reshard();
        running().look();
        if (random.nextInt(3) > 0) {
            return;
        }
        world.disk.refuse(_ -> false);
        boolean gzip = random.nextBoolean() && !scenario.converting();
        DeliveryPlan next =
                Plans.next(world.plan(), gzip ? Compression.GZIP : Compression.UNCOMPRESSED);
        if (scenario == FaultScenario.JSON_BY_QUERY) {
            boolean lines = next.subRecords().equals(FaultScenario.LINES);
            next = next.withSubRecords(lines ? FaultScenario.JSON : FaultScenario.LINES);
        }
        world.plan(next);
        running().update(next);
    }

    /// A store that fails, a log that is full, or the end of either; and what was on its way.
    private void disturb() {
        world.objects.arriveLate();
        Fault[] kinds = Fault.values();
        double failing = random.nextInt(3) == 0 ? random.nextDouble() : 0;
        world.store.failing(
                () ->
                        random.nextDouble() < failing
                                ? kinds[random.nextInt(kinds.length)]
                                : Fault.NONE);
        world.disk.refuse(random.nextInt(4) == 0 ? _ -> random.nextInt(3) == 0 : _ -> false);
    }

    /// Chooses where the process is to end next: where the fewest have ended, or anywhere.
    private void arm() {
        patience = 2 * PATIENCE;
        List<FaultPoint> all = List.copyOf(scenario.points());
        int later = process.isPresent() && random.nextInt(4) == 0 ? random.nextInt(100) : 0;
        if (later > 0) {
            faults.arm(all, later);
            return;
        }
        long fewest = all.stream().mapToLong(table::deaths).min().orElseThrow();
        List<FaultPoint> rare = all.stream().filter(p -> table.deaths(p) == fewest).toList();
        faults.arm(rare, 1);
        FaultPoint one = rare.get(random.nextInt(rare.size()));
        if (one.name().startsWith("STRAYS_") || one.name().endsWith("DISCARDED")) {
            world.disk.refuse(this::loses);
        }
        if (one.name().startsWith("RECOVERY_")) {
            boolean gap = one.name().endsWith("DISCARDED");
            faults.arm(List.of(gap ? FaultPoint.STRAYS_UNDISCARDED : FaultPoint.ANSWER_WRITTEN), 1);
            afterDeath.add(one);
        }
    }

    /// A log that has taken some frames of an answer and refuses others.
    private boolean loses(PartitionName partition) {
        return partition.value().contains("/processed-")
                && !partition.value().contains("ledger")
                && random.nextInt(3) == 0;
    }

    private void die() {
        world.disk.refuse(_ -> false);
        restart();
    }

    private void restart() {
        running().close();
        start();
    }

    /// It may end while it starts.
    private void start() {
        faults.revive();
        faults.disarm();
        patience = random.nextInt(PATIENCE);
        if (!afterDeath.isEmpty()) {
            faults.arm(afterDeath, 1);
            afterDeath.clear();
        } else if (process.isEmpty() || random.nextBoolean()) {
            arm();
        }
        try {
            process = Optional.of(new FaultProcess(world));
        } catch (SimulatedDeath _) {
            start();
        }
    }

    private FaultProcess running() {
        return process.orElseThrow();
    }

    private void settle() throws IOException {
        faults.disarm();
        disturb();
        world.disk.refuse(_ -> false);
        world.store.failing(() -> Fault.NONE);
        for (int i = 0; i < 200 && !(i > 3 && running().delivered()); i++) {
            running().flush();
            running().look();
            running().step();
            while (running().hasWork()) {
                running().work(50);
                running().step();
            }
            world.clock.advance(Duration.ofSeconds(31));
            audit.look();
        }
        assertThat(running().delivered()).as("%s: %s", name, running().lastFailure()).isTrue();
        assertThat(running().activeCount()).as("active, %s", name).isZero();
        int objects = world.store.objects().size();
        restart();
        faults.disarm();
        running().step();
        assertThat(running().hasWork()).as("something is left, %s", name).isFalse();
        assertThat(world.store.objects()).as(name).hasSize(objects);
    }

    private String columns() {
        StringBuilder columns = new StringBuilder("n bigint");
        if (scenario == FaultScenario.WIDE_ROWS_BY_QUERY) {
            for (int i = 0; i < 220; i++) {
                columns.append(", ").append("c".repeat(240)).append(i).append(" string");
            }
        }
        return columns.toString();
    }
}
