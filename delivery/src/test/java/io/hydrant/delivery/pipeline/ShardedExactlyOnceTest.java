package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Puts with and without aggregates, splits, merges, clock, uploads, faults, updates and crashes in
/// random order: every accepted user record is in exactly one object, and those of a partition key
/// are in the order of their puts.
class ShardedExactlyOnceTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 15);
    private static final int EVENTS = 500;

    @Test
    void everyUserRecordIsInExactlyOneObjectInOrderWhateverHappens() {
        for (long seed = 0; seed < SEEDS; seed++) {
            new Run(seed, false, false).toTheEnd();
        }
    }

    @Test
    void losesNothingButWhatExpiredAndSaysSo() {
        for (long seed = 0; seed < SEEDS; seed++) {
            new Run(1_000 + seed, true, false).toTheEnd();
        }
    }

    @Test
    void deliversWhatAFunctionMadeOfEveryUserRecordInOrder() {
        for (long seed = 0; seed < SEEDS / 2; seed++) {
            new Run(2_000 + seed, false, true).toTheEnd();
        }
    }

    @Test
    void losesNothingOnTheWayThroughAFunctionButWhatExpiredBefore() {
        for (long seed = 0; seed < SEEDS; seed++) {
            new Run(3_000 + seed, true, true).toTheEnd();
        }
    }

    private static final class Run {
        private final long seed;
        private final boolean expiring;
        private final boolean transforming;
        private final Random random;
        private final ShardedSimulation simulation;
        private final ShardWriter writer;

        Run(long seed, boolean expiring, boolean transforming) {
            this.seed = seed;
            this.expiring = expiring;
            this.transforming = transforming;
            this.random = new Random(seed);
            DeliveryPlan plan = Plans.withBackup(Plans.plain());
            this.simulation =
                    new ShardedSimulation(
                            transforming ? Plans.transforming(plan, 100) : plan, random);
            simulation.function.failing = 10;
            simulation.function.dropping = 10;
            simulation.function.failingBatches = random.nextInt(20);
            simulation.function.unreadable = random.nextInt(10);
            this.writer = new ShardWriter(simulation.streams, simulation.log, random);
        }

        void toTheEnd() {
            double failing = random.nextDouble();
            Fault[] faults = Fault.values();
            simulation.store.failing(
                    () ->
                            random.nextDouble() < failing
                                    ? faults[random.nextInt(faults.length)]
                                    : Fault.NONE);
            for (int event = 0; event < EVENTS; event++) {
                happen(random.nextInt(16));
            }
            settle();
            assertThat(simulation.delivered())
                    .as("seed %d: %s", seed, simulation.lastFailure)
                    .isTrue();
            check("lake/");
            check("backup/");
        }

        private void happen(int event) {
            switch (event) {
                case 0, 1, 2, 3 -> writer.put();
                case 4, 5, 6 -> simulation.stepSome();
                case 7, 8, 9 -> simulation.runUpload();
                case 10 -> simulation.look();
                case 11 -> simulation.advance(Duration.ofSeconds(random.nextInt(40)));
                case 12 -> simulation.flush();
                case 13 -> simulation.log.refuse(name -> full(name.value()));
                case 14 -> change();
                default -> {
                    simulation.log.refuse(_ -> false);
                    if (random.nextInt(3) == 0) {
                        simulation.crash();
                    }
                }
            }
        }

        private void change() {
            switch (random.nextInt(expiring ? 4 : 2)) {
                case 0 -> reshard();
                case 1 -> {
                    simulation.log.refuse(_ -> false);
                    DeliveryPlan plan = simulation.plan();
                    simulation.update(
                            Plans.next(
                                    plan,
                                    random.nextBoolean()
                                            ? Compression.GZIP
                                            : Compression.UNCOMPRESSED));
                }
                default -> writer.expireSome();
            }
        }

        private void reshard() {
            List<Shard> open = writer.stream().openShards();
            if (open.size() > 1 && random.nextInt(6) < open.size()) {
                int first = random.nextInt(open.size() - 1);
                writer.stream().merge(open.get(first).id(), open.get(first + 1).id());
            } else {
                ShardId parent = open.get(random.nextInt(open.size())).id();
                writer.stream().split(parent);
            }
        }

        private static boolean holdsAny(String record, List<UserRecord> missing) {
            return UserRecord.within(record).stream().anyMatch(missing::contains);
        }

        /// Losses of which nobody knows how much it was: shards that vanished unread.
        private long unseen() {
            return simulation.errorLines.stream()
                    .filter(line -> line.contains("what was not read before is lost"))
                    .count();
        }

        private Set<UserRecord> dropped() {
            Set<UserRecord> dropped = new HashSet<>();
            simulation.function.verdicts.forEach(
                    (record, verdict) -> {
                        if (verdict instanceof FakeFunction.Verdict.Dropped) {
                            dropped.addAll(UserRecord.within(record));
                        }
                    });
            return dropped;
        }

        private void checkOrder(List<UserRecord> records, String bucket) {
            for (String key : ShardWriter.KEYS) {
                assertThat(records.stream().filter(r -> r.key().equals(key)).toList())
                        .as("%s of %s, seed %d", key, bucket, seed)
                        .isSortedAccordingTo((a, b) -> Integer.compare(a.number(), b.number()));
            }
        }

        private boolean full(String name) {
            return random.nextInt(3) == 0 || name.startsWith("kinesis") && random.nextBoolean();
        }

        private void settle() {
            simulation.log.refuse(_ -> false);
            simulation.store.failing(() -> Fault.NONE);
            simulation.runUntilIdle();
            for (int i = 0; i < 60 && !simulation.delivered(); i++) {
                simulation.flush().advance(Duration.ofSeconds(60)).runUntilIdle();
            }
        }

        private void check(String bucket) {
            List<UserRecord> delivered = UserRecord.delivered(simulation, bucket);
            assertThat(delivered).as("%s, seed %d", bucket, seed).doesNotHaveDuplicates();
            List<UserRecord> failed = UserRecord.failed(simulation, bucket);
            assertThat(failed).as("%s, seed %d", bucket, seed).doesNotHaveDuplicates();
            assertThat(Collections.disjoint(delivered, failed))
                    .as("%s, seed %d", bucket, seed)
                    .isTrue();
            List<UserRecord> missing = writer.accepted();
            missing.removeAll(new HashSet<>(delivered));
            missing.removeAll(new HashSet<>(failed));
            if (transforming && bucket.equals("lake/")) {
                missing.removeAll(dropped());
            }
            assertThat(writer.accepted()).as("%s, seed %d", bucket, seed).containsAll(delivered);
            assertThat(missing)
                    .as("%s, seed %d: %s", bucket, seed, simulation.lastFailure)
                    .allMatch(writer::hasExpired);
            checkOrder(delivered, bucket);
            checkOrder(failed, bucket);
            if (!missing.isEmpty()) {
                assertThat(bucket.equals("lake/") ? simulation.function.kept : Set.<String>of())
                        .as("answers that were kept, seed %d", seed)
                        .noneMatch(record -> holdsAny(record, missing));
                assertThat(
                                simulation.telemetry.count("hydrant_delivery_expired_records_total")
                                        + simulation.telemetry.count(
                                                "hydrant_delivery_expired_puts_total")
                                        + unseen())
                        .isPositive();
                assertThat(simulation.errorLines).anyMatch(line -> line.contains("Source"));
            }
        }
    }
}
