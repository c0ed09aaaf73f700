package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.FaultyStore;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.convert.CatalogTables;
import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.destination.ObjectUploader;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.pipeline.SourceLane.Equipment;
import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.DividedSource;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ShardKey;
import io.hydrant.delivery.source.ShardLineage;
import io.hydrant.delivery.source.ShardLog;
import io.hydrant.delivery.source.VanishedShard;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.Shard;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// All lanes of a delivery stream that reads from a data stream, in one thread: the test decides
/// when a lane steps, when an upload runs, when the process dies.
final class ShardedSimulation {
    static final DataStreamId TRIPS =
            new DataStreamId(AccountId.DEFAULT, new Region("eu-west-1"), "trips");

    final SimulatedClock clock = SimulatedClock.at("2026-11-20T10:00:00Z");
    final MemoryLog log = new MemoryLog(clock);
    final MemoryStreams streams = new MemoryStreams(log, clock);
    final FaultyStore store = new FaultyStore();
    final MemoryTables tables = new MemoryTables();
    final TextFormats formats = new TextFormats();
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final List<String> errorLines = new ArrayList<>();
    final Map<ShardKey, Lane> lanes = new TreeMap<>();

    /// Objects as `bucket/key`, with the place of their first upload among all.
    final Map<String, Integer> order = new HashMap<>();

    String lastFailure = "";
    private final StreamPartitions partitions = new StreamPartitions(Plans.STREAM);
    private final Map<ShardKey, LaneSource> sources = new HashMap<>();
    private final List<Runnable> uploads = new ArrayList<>();
    private final Random random;
    private final StreamReport report;
    final FakeFunction function;
    private DeliveryPlan plan;
    private ShardLineage lineage;

    /// Reading starts now.
    ShardedSimulation(DeliveryPlan plan, Random random) {
        this.plan = Plans.readingFrom(plan, new DataStreamSource(TRIPS, clock.instant()));
        this.random = random;
        this.function = new FakeFunction(random);
        this.report = new StreamReport(this.plan, telemetry, clock);
        this.lineage = newLineage();
    }

    DeliveryPlan plan() {
        return plan;
    }

    /// Looks at the shards once; a failing log is left for the next time.
    ShardedSimulation look() {
        ShardLineage.Changes changes = lineage.look(listed());
        changes.open().forEach(shard -> open(ShardKey.of(shard.shard()), shard));
        changes.abandoned().forEach(key -> open(key, new VanishedShard(key)));
        changes.vanished().stream()
                .map(sources::get)
                .filter(ShardLog.class::isInstance)
                .forEach(source -> ((ShardLog) source).vanish());
        changes.forgotten().forEach(key -> partitions.delete(key, log));
        return this;
    }

    /// One step of a lane; opens it first if that failed before.
    void step(ShardKey key) {
        try {
            Lane lane = lanes.computeIfAbsent(key, _ -> opened(key));
            lane.step(clock.instant());
            if (lane.isFinished()) {
                lane.finish();
                lanes.remove(key);
                sources.remove(key);
                lineage.finished(key);
            }
        } catch (LogException e) {
            lastFailure = e.getMessage();
        }
    }

    void stepAll() {
        List.copyOf(sources.keySet()).forEach(this::step);
    }

    void stepSome() {
        List<ShardKey> keys = new ArrayList<>(new TreeMap<>(sources).keySet());
        if (!keys.isEmpty()) {
            step(keys.get(random.nextInt(keys.size())));
        }
    }

    boolean runUpload() {
        if (uploads.isEmpty()) {
            return false;
        }
        uploads.remove(random.nextInt(uploads.size())).run();
        return true;
    }

    /// Looks, steps and uploads until nothing changes any more at this time.
    ShardedSimulation runUntilIdle() {
        int lanesBefore;
        do {
            lanesBefore = sources.size();
            do {
                look();
                stepAll();
            } while (runUpload());
            look();
        } while (sources.size() != lanesBefore);
        return this;
    }

    ShardedSimulation flush() {
        lanes.forEach((key, lane) -> lane.flushBelow(sources.get(key).endOffset()));
        return this;
    }

    ShardedSimulation advance(Duration duration) {
        clock.advance(duration);
        return this;
    }

    /// Everything put so far is delivered or given up.
    boolean delivered() {
        look();
        return listed().stream()
                .allMatch(
                        shard -> {
                            Lane lane = lanes.get(ShardKey.of(shard));
                            return lane == null
                                    ? lineage.isFinished(ShardKey.of(shard))
                                    : lane.isDeliveredBelow(shard.log().endOffset());
                        });
    }

    /// The process dies and starts again. Uploads already begun may or may not still take effect
    /// later.
    ShardedSimulation crash() {
        uploads.removeIf(_ -> random.nextBoolean());
        lanes.values().forEach(Lane::close); // what functions answer later finds nobody
        lanes.clear();
        sources.clear();
        lineage = newLineage();
        return this;
    }

    ShardedSimulation update(DeliveryPlan next) {
        plan = next;
        lanes.values().forEach(lane -> lane.change(next));
        return this;
    }

    private ShardLineage newLineage() {
        return new ShardLineage(plan.source().orElseThrow().from(), partitions.shards(log));
    }

    private List<Shard> listed() {
        try {
            return streams.shards(TRIPS);
        } catch (DataStreamNotFound _) {
            return List.of();
        }
    }

    private void open(ShardKey key, LaneSource source) {
        sources.put(key, source);
        step(key);
    }

    private final ActivePartitions active = new ActivePartitions(500);

    private Lane opened(ShardKey key) {
        LaneSource source = new DividedSource(sources.get(key));
        StreamPartitions.Processed processed = partitions.processed(key);
        return TransformingLane.open(
                plan,
                new Equipment(
                        source,
                        LaneLedger.open(log.partition(partitions.ledger(key), Purpose.BOOKKEEPING)),
                        noting(source),
                        new LaneReport(
                                key.toString(), report, (_, _, line) -> errorLines.add(line)),
                        Optional.empty(),
                        random,
                        new ConversionPlanner(new CatalogTables(tables), formats, 32 << 20),
                        active,
                        Optional.empty(),
                        () -> {}),
                new TransformingLane.Transformation(
                        new OnLog(processed),
                        () -> function.open(source, uploads::add),
                        this::noting,
                        Long.MAX_VALUE));
    }

    private Uploader noting(LaneSource source) {
        ObjectUploader uploader =
                new ObjectUploader(
                        source,
                        store,
                        uploads::add,
                        new Conversions(formats, uploads::add, 2, 32 << 20));
        return new Uploader() {
            @Override
            public void upload(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone) {
                String name = shipment.sink().bucket() + "/" + shipment.intent().key();
                order.putIfAbsent(name, order.size());
                uploader.upload(shipment, whenDone);
            }

            @Override
            public void look(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone) {
                uploader.look(shipment, whenDone);
            }
        };
    }

    private final class OnLog implements TransformingLane.ProcessedPartitions {
        private final StreamPartitions.Processed names;

        OnLog(StreamPartitions.Processed names) {
            this.names = names;
        }

        @Override
        public boolean exist() {
            return log.partitions().contains(names.log());
        }

        @Override
        public LogPartition log() {
            return log.partition(names.log(), Purpose.BOOKKEEPING);
        }

        @Override
        public LogPartition ledger() {
            return log.partition(names.ledger(), Purpose.BOOKKEEPING);
        }
    }
}
