package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.pipeline.LaneEnvironment.LaneOutline;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ShardKey;
import io.hydrant.delivery.source.ShardLineage;
import io.hydrant.delivery.source.ShardLog;
import io.hydrant.delivery.source.VanishedShard;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The lanes of a delivery stream that reads from a data stream, one for each shard that is being
/// read.
///
/// [#follow] and [#noteFinished] belong to one thread; all else is safe for use by many. The lock
/// is not held during I/O.
final class ShardLanes {
    private final LaneEnvironment environment;
    private final StreamPartitions partitions;
    private final StreamLog log;
    private final StreamReport counts;
    private final Consumer<ShardKey> whenFinished;
    private final ActivePartitions active;
    private final Instant from;
    private Optional<ShardLineage> lineage = Optional.empty();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ShardKey, ShardLane> lanes = new TreeMap<>();
    private final Set<ShardKey> ended = new HashSet<>();

    /// What was asked of shards that have no lane yet.
    private final Map<ShardKey, List<Flush.Part>> asked = new TreeMap<>();

    private DeliveryPlan plan;

    /// @param plan has a source
    /// @param whenFinished called on the thread of a lane that is finished
    ShardLanes(
            DeliveryPlan plan,
            LaneEnvironment environment,
            StreamReport counts,
            Consumer<ShardKey> whenFinished) {
        this.plan = plan;
        this.environment = environment;
        this.partitions = new StreamPartitions(plan.stream());
        this.log = environment.surroundings().log();
        this.counts = counts;
        this.whenFinished = whenFinished;
        this.active = environment.activePartitions(plan);
        this.from = plan.source().orElseThrow().from();
    }

    /// Opens the lanes that are to be open by now, and lets go of shards that are not there any
    /// more.
    void follow(List<Shard> listed) {
        if (lineage.isEmpty()) {
            lineage = Optional.of(new ShardLineage(from, partitions.shards(log)));
        }
        ShardLineage.Changes changes = lineage.get().look(listed);
        changes.open().forEach(shard -> open(ShardKey.of(shard.shard()), shard));
        changes.abandoned().forEach(key -> open(key, new VanishedShard(key)));
        locked(
                () -> {
                    changes.vanished().stream()
                            .filter(lanes::containsKey)
                            .forEach(key -> lanes.get(key).vanish());
                    lanes.values().forEach(lane -> lane.runner().wake());
                    asked.entrySet().removeIf(entry -> completeIfDone(entry, lineage.get()));
                    ended.removeAll(changes.forgotten());
                });
        changes.forgotten().forEach(key -> environment.delete(partitions, key));
    }

    /// A lane has told that it is finished.
    void noteFinished(ShardKey key) {
        lineage.ifPresent(shards -> shards.finished(key));
    }

    void change(DeliveryPlan next) {
        locked(
                () -> {
                    plan = next;
                    lanes.values().forEach(lane -> lane.runner().change(next));
                });
    }

    /// Asks for the delivery of all that these shards hold now.
    Flush flush(List<Shard> listed) {
        Map<ShardKey, Long> ends = new TreeMap<>();
        listed.forEach(shard -> ends.put(ShardKey.of(shard), shard.log().endOffset()));
        lock.lock();
        try {
            ends.keySet().removeAll(ended);
            Flush flush = new Flush(ends.size());
            ends.forEach((key, end) -> ask(key, new Flush.Part(flush, end)));
            return flush;
        } finally {
            lock.unlock();
        }
    }

    /// Lets every lane look once more.
    Flush look() {
        lock.lock();
        try {
            Flush look = new Flush(lanes.size());
            for (ShardLane lane : lanes.values()) {
                lane.runner().look(new Flush.Part(look, Long.MIN_VALUE));
            }
            return look;
        } finally {
            lock.unlock();
        }
    }

    /// How the lanes stood when they last looked.
    List<LaneStatus> statuses() {
        List<LaneStatus> statuses = new ArrayList<>();
        locked(() -> lanes.values().forEach(l -> l.report().status().ifPresent(statuses::add)));
        return statuses;
    }

    /// The same with shards that wait for their parents.
    List<LaneStatus> statuses(List<Shard> listed, Instant readFrom) {
        List<Shard> waiting = new ArrayList<>(listed);
        locked(
                () ->
                        waiting.removeIf(
                                shard ->
                                        lanes.containsKey(ShardKey.of(shard))
                                                || ended.contains(ShardKey.of(shard))));
        List<LaneStatus> statuses = statuses();
        for (Shard shard : waiting) {
            ShardLog unread = new ShardLog(shard, readFrom);
            if (!unread.isOverBeforeStart()) {
                statuses.add(waiting(shard, unread));
            }
        }
        return statuses;
    }

    Optional<String> trouble() {
        List<String> troubles = new ArrayList<>();
        locked(() -> lanes.values().forEach(l -> l.runner().trouble().ifPresent(troubles::add)));
        return troubles.stream().findFirst();
    }

    long versionId() {
        lock.lock();
        try {
            return plan.versionId();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        locked(() -> lanes.values().forEach(ShardLane::stop));
    }

    void join() {
        List<ShardLane> all = new ArrayList<>();
        locked(() -> all.addAll(lanes.values()));
        all.forEach(lane -> lane.runner().join());
        locked(
                () ->
                        asked.values().stream()
                                .flatMap(List::stream)
                                .forEach(part -> part.fail("the stream stopped")));
    }

    private void open(ShardKey key, LaneSource source) {
        String name = partitions.stream().name() + " " + key.shard();
        LaneReport report = environment.report(name, counts);
        LaneOutline outline =
                new LaneOutline(
                        name,
                        source,
                        partitions.ledger(key),
                        partitions.processed(key),
                        report,
                        active,
                        Optional.empty());
        locked(
                () -> {
                    LaneRunner runner = environment.runner(outline, plan, () -> finish(key));
                    FrameWatch.Watched watched = environment.frames().watch(source, runner::wake);
                    lanes.put(key, new ShardLane(source, runner, report, watched));
                    List<Flush.Part> parts =
                            Optional.ofNullable(asked.remove(key)).orElse(List.of());
                    parts.forEach(runner::flush);
                    runner.start();
                });
    }

    private void finish(ShardKey key) {
        lock.lock();
        ShardLane lane;
        try {
            lane = lanes.remove(key);
            ended.add(key);
        } finally {
            lock.unlock();
        }
        lane.finish();
        whenFinished.accept(key);
    }

    /// To be called with the lock.
    private void ask(ShardKey key, Flush.Part part) {
        if (lanes.containsKey(key)) {
            lanes.get(key).runner().flush(part);
        } else {
            asked.computeIfAbsent(key, _ -> new ArrayList<>()).add(part);
        }
    }

    private static boolean completeIfDone(
            Map.Entry<ShardKey, List<Flush.Part>> asked, ShardLineage lineage) {
        boolean done = lineage.isFinished(asked.getKey()) || !lineage.knows(asked.getKey());
        if (done) {
            asked.getValue().forEach(Flush.Part::complete);
        }
        return done;
    }

    private LaneStatus waiting(Shard shard, ShardLog source) {
        LogPartition.Extent unread = source.extentFrom(source.start().offset());
        Optional<Instant> oldest =
                unread.records() == 0 ? Optional.empty() : Optional.of(shard.created());
        return new LaneStatus(
                source.endOffset(),
                oldest.orElseGet(environment.surroundings().clock()::instant),
                unread.records(),
                unread.payloadBytes(),
                oldest,
                oldest,
                0,
                0,
                Optional.empty());
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
