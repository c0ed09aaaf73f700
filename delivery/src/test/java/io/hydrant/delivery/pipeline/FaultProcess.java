package io.hydrant.delivery.pipeline;

import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.convert.CatalogTables;
import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.destination.ObjectUploader;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.destination.Uploader.UploadOutcome;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.pipeline.Faults.Stage;
import io.hydrant.delivery.pipeline.SourceLane.Equipment;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.DividedSource;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.PutLog;
import io.hydrant.delivery.source.ShardKey;
import io.hydrant.delivery.source.ShardLineage;
import io.hydrant.delivery.transform.LaneTransforms;
import io.hydrant.delivery.transform.TransformBatch;
import io.hydrant.delivery.transform.TransformedBatch;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.Shard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// One process that delivers what lies in a [FaultWorld], in one thread: the lane of a stream that
/// records are put to, or those of the shards it reads. What is not in the world is gone with it.
final class FaultProcess {
    private static final String PUTS = "puts";
    private static final int PARTITIONS_MAX = 1_000;

    private final FaultWorld world;
    private final Faults faults;
    private final Map<String, Place> places = new TreeMap<>();
    private final Map<String, TransformingLane> lanes = new TreeMap<>();
    private final List<Runnable> work = new ArrayList<>();
    private final ActivePartitions active = new ActivePartitions(PARTITIONS_MAX);
    private final StreamReport report;
    private final Optional<ShardLineage> lineage;
    private String lastFailure = "";

    /// What a lane reads, and where what it keeps lies.
    private record Place(
            LaneSource source,
            PartitionName ledger,
            StreamPartitions.Processed processed,
            Optional<ShardKey> shard) {}

    /// Starts it; it may end at once.
    FaultProcess(FaultWorld world) {
        this.world = world;
        this.faults = world.faults;
        this.report = new StreamReport(world.plan(), world.telemetry, world.clock);
        this.lineage =
                world.plan()
                        .source()
                        .map(from -> new ShardLineage(from.from(), partitions().shards(world.log)));
        if (lineage.isEmpty()) {
            LaneSource puts = new PutLog(world.log.partition(partitions().lane(), Purpose.RECORDS));
            places.put(
                    PUTS,
                    new Place(
                            puts,
                            partitions().ledger(),
                            partitions().processed(),
                            Optional.empty()));
        }
        look();
        List.copyOf(places.keySet()).forEach(this::open);
    }

    /// Looks which shards there are to be read.
    void look() {
        lineage.ifPresent(
                shards ->
                        shards.look(listed())
                                .open()
                                .forEach(
                                        shard -> {
                                            ShardKey key = ShardKey.of(shard.shard());
                                            places.put(
                                                    key.toString(),
                                                    new Place(
                                                            shard,
                                                            partitions().ledger(key),
                                                            partitions().processed(key),
                                                            Optional.of(key)));
                                        }));
    }

    /// Steps each lane once.
    void step() {
        List.copyOf(places.keySet()).forEach(this::step);
    }

    /// Does some of the uploads and invocations that wait.
    void work(int count) {
        for (int i = 0; i < count && !work.isEmpty() && !faults.isDead(); i++) {
            work.remove(world.random.nextInt(work.size())).run();
        }
    }

    boolean hasWork() {
        return !work.isEmpty();
    }

    void flush() {
        lanes.forEach((name, lane) -> lane.flushBelow(places.get(name).source().endOffset()));
    }

    void update(DeliveryPlan next) {
        faults.during(Stage.LANE, () -> lanes.values().forEach(lane -> lane.change(next)));
    }

    /// Ends as it does when it is asked to: some uploads are waited for, nothing new is begun.
    void stop() {
        faults.during(
                Stage.STOP,
                () -> {
                    faults.at(FaultPoint.STOP_BEGUN);
                    work(world.random.nextInt(20));
                    faults.at(FaultPoint.STOP_WAITS);
                    for (TransformingLane lane : lanes.values()) {
                        settle(lane);
                    }
                    faults.at(FaultPoint.STOP_SETTLED);
                });
    }

    /// Lets go of what it holds; nothing is written any more.
    void close() {
        lanes.values().forEach(TransformingLane::close);
        work.clear();
    }

    /// Everything put so far is delivered.
    boolean delivered() {
        look();
        boolean all =
                lineage.isEmpty()
                        || listed().stream()
                                .map(ShardKey::of)
                                .allMatch(
                                        key ->
                                                lineage.get().isFinished(key)
                                                        || lanes.containsKey(key.toString()));
        return all
                && lanes.keySet().containsAll(places.keySet())
                && lanes.entrySet().stream()
                        .allMatch(
                                lane ->
                                        lane.getValue()
                                                .isDeliveredBelow(
                                                        places.get(lane.getKey())
                                                                .source()
                                                                .endOffset()));
    }

    int activeCount() {
        return active.count();
    }

    String lastFailure() {
        return lastFailure;
    }

    private void settle(TransformingLane lane) {
        try {
            lane.settle(world.clock.instant());
        } catch (LogException e) {
            lastFailure = e.getMessage();
        }
    }

    private void step(String name) {
        open(name);
        faults.during(Stage.LANE, () -> stepOpen(name));
    }

    private void stepOpen(String name) {
        TransformingLane lane = lanes.get(name);
        if (lane == null) {
            return; // the log failed; it is opened with the next step
        }
        try {
            lane.step(world.clock.instant());
            if (lane.isFinished()) {
                lane.finish();
                lanes.remove(name);
                places.remove(name).shard().ifPresent(lineage.orElseThrow()::finished);
            }
        } catch (LogException e) {
            lastFailure = e.getMessage();
        }
    }

    private void open(String name) {
        if (lanes.containsKey(name)) {
            return;
        }
        faults.during(
                Stage.START,
                () -> {
                    try {
                        lanes.put(name, opened(places.get(name)));
                    } catch (LogException e) {
                        lastFailure = e.getMessage();
                    }
                });
    }

    private TransformingLane opened(Place place) {
        LaneSource source = new Divided(new DividedSource(place.source()));
        return TransformingLane.open(
                world.plan(),
                new Equipment(
                        source,
                        LaneLedger.open(world.log.partition(place.ledger(), Purpose.BOOKKEEPING)),
                        uploader(source),
                        new LaneReport(place.source().name(), report, (_, _, _) -> {}),
                        Optional.<Duration>empty(),
                        new Naming(),
                        new ConversionPlanner(
                                new CatalogTables(new Tables()), world.formats, 32 << 20),
                        active,
                        Optional.empty(),
                        () -> {}),
                new TransformingLane.Transformation(
                        new ProcessedOnLog(world.log, place.processed()),
                        () -> new Transforms(source),
                        this::uploader,
                        Long.MAX_VALUE));
    }

    private Uploader uploader(LaneSource source) {
        ObjectUploader uploader =
                new ObjectUploader(
                        source,
                        world.objects,
                        this::uploadLater,
                        new Conversions(world.formats, this::uploadLater, 2, 32 << 20));
        return new Uploader() {
            @Override
            public void upload(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone) {
                uploader.upload(shipment, answered(whenDone));
            }

            @Override
            public void look(Shipment shipment, BiConsumer<Shipment, UploadOutcome> whenDone) {
                uploader.look(shipment, answered(whenDone));
            }
        };
    }

    private BiConsumer<Shipment, UploadOutcome> answered(
            BiConsumer<Shipment, UploadOutcome> whenDone) {
        return (what, outcome) -> {
            faults.at(FaultPoint.UPLOAD_ANSWERED);
            whenDone.accept(what, outcome);
        };
    }

    private void uploadLater(Runnable upload) {
        work.add(() -> during(Stage.UPLOAD, upload));
    }

    /// What others do for lanes tells nobody that the process has ended.
    private void during(Stage stage, Runnable step) {
        try {
            faults.during(stage, step);
        } catch (LogException e) {
            if (!faults.isDead()) {
                throw e;
            }
        }
    }

    private StreamPartitions partitions() {
        return new StreamPartitions(world.plan().stream());
    }

    private List<Shard> listed() {
        return world.streams.shards(ShardedSimulation.TRIPS);
    }

    /// Notices when records are taken apart.
    private final class Divided extends ForwardingSource {
        Divided(LaneSource inner) {
            super(inner);
        }

        @Override
        void noteDivided() {
            if (faults.stage() == Stage.LANE) {
                faults.at(FaultPoint.RECORDS_DIVIDED);
            }
        }
    }

    /// Notices when the name of an object is made up.
    private final class Naming implements RandomGenerator {
        @Override
        public long nextLong() {
            if (faults.stage() == Stage.LANE) {
                faults.at(FaultPoint.OBJECT_NAMED);
            }
            return world.random.nextLong();
        }

        @Override
        public double nextDouble() {
            return world.random.nextDouble();
        }
    }

    private final class Tables implements TableLookup {
        @Override
        public Optional<TableVersion> latest(TableName name) {
            Optional<TableVersion> found = world.tables.latest(name);
            if (faults.stage() == Stage.LANE) {
                faults.at(FaultPoint.TABLE_PINNED);
            }
            return found;
        }

        @Override
        public Optional<TableVersion> version(TableName name, String versionId) {
            return world.tables.version(name, versionId);
        }
    }

    private final class Transforms implements LaneTransforms {
        private final LaneTransforms inner;

        Transforms(LaneSource source) {
            inner =
                    world.function.open(
                            source,
                            run ->
                                    work.add(
                                            () ->
                                                    during(
                                                            Stage.FUNCTION,
                                                            () -> {
                                                                run.run();
                                                                faults.at(
                                                                        FaultPoint
                                                                                .FUNCTION_DECIDED);
                                                            })));
        }

        @Override
        public boolean hasRoom() {
            return inner.hasRoom();
        }

        @Override
        public void submit(TransformBatch batch) {
            inner.submit(batch);
            faults.at(FaultPoint.FUNCTION_ASKED);
        }

        @Override
        public Optional<TransformedBatch> first() {
            Optional<TransformedBatch> answer = inner.first();
            if (answer.isPresent()) {
                world.log.expectAnswer(answer.get().frames().size());
                faults.at(FaultPoint.ANSWER_ARRIVED);
            }
            return answer;
        }

        @Override
        public void done() {
            inner.done();
        }

        @Override
        public boolean isEmpty() {
            return inner.isEmpty();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
