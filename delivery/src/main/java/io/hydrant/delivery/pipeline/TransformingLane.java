package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.pipeline.SourceLane.Equipment;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ProcessedLog;
import io.hydrant.delivery.transform.LaneTransforms;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogPartition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The lane over a source, and, once its plan has had a function, the lane over what the function
/// made of the source's records. Both are stepped together.
///
/// ```
/// source ── lane ──> objects of the backup, and of records read while there was no function
///             └───> function ──> processed log ── delivering lane ──> objects, error objects
/// ```
///
/// The processed log is opened when it is first needed, and again whenever it is there: what it
/// holds is delivered though the function be taken away, or the source vanish.
final class TransformingLane implements Lane {
    private final Equipment equipment;
    private final Transformation transformation;
    private final FunctionProcessing processing;
    private final FlushMarks flushes = new FlushMarks();
    private DeliveryPlan plan;
    private Optional<SourceLane> sourceLane = Optional.empty();
    private Optional<Delivering> delivering = Optional.empty();

    /// What it works with beside the equipment of the source's lane.
    ///
    /// @param transforms of this lane, with nothing on its way
    /// @param uploaders for what lies in a source
    /// @param undeliveredBytesMax beyond it nothing more goes to the function
    record Transformation(
            ProcessedPartitions partitions,
            Supplier<LaneTransforms> transforms,
            Function<LaneSource, Uploader> uploaders,
            long undeliveredBytesMax) {}

    /// Where the processed log of a lane and its ledger lie.
    interface ProcessedPartitions {
        /// Whether they were ever opened.
        boolean exist();

        LogPartition log();

        LogPartition ledger();
    }

    private record Delivering(LogPartition log, ProcessedLog processed, SourceLane lane) {}

    private TransformingLane(
            DeliveryPlan plan, Equipment equipment, Transformation transformation) {
        this.plan = plan;
        this.equipment = equipment;
        this.transformation = transformation;
        this.processing =
                new FunctionProcessing(
                        new FunctionProcessing.Ground(
                                equipment.source(),
                                equipment.ledger(),
                                equipment.report(),
                                new Output(),
                                transformation.transforms()));
    }

    /// Takes up the work where the ledgers say it stopped.
    static TransformingLane open(
            DeliveryPlan plan, Equipment equipment, Transformation transformation) {
        TransformingLane lane = new TransformingLane(plan, equipment, transformation);
        if (!equipment.ledger().isFinished() && transformation.partitions().exist()) {
            lane.delivering();
        }
        lane.sourceLane = Optional.of(SourceLane.open(plan, equipment, lane.processing));
        return lane;
    }

    @Override
    public void change(DeliveryPlan next) {
        if (next.versionId() > plan.versionId()) {
            plan = next;
        }
        source().change(next);
        delivering.ifPresent(to -> to.lane().change(next.forTransformed()));
    }

    @Override
    public void flushBelow(long offset) {
        flushes.ask(offset);
        source().flushBelow(offset);
    }

    /// What the source's lane is done with has reached the processed log by then.
    @Override
    public boolean isDeliveredBelow(long offset) {
        if (offset <= 0 || delivering.isEmpty()) {
            return source().isDeliveredBelow(offset);
        }
        SourceLane lane = delivering.get().lane();
        return source().isDeliveredBelow(offset)
                && lane.isDeliveredBelow(
                        flushes.of(offset).orElseGet(delivering.get().processed()::endOffset));
    }

    /// A lane that fails does not hold up the other: delivering frees what processing may need.
    @Override
    public Instant step(Instant now) {
        Optional<LogException> failure = Optional.empty();
        Instant due = now;
        try {
            due = source().step(now);
        } catch (LogException e) {
            failure = Optional.of(e);
        }
        if (delivering.isPresent()) {
            Instant other = deliver(delivering.get(), now);
            due = other.isBefore(due) ? other : due;
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return due;
    }

    @Override
    public boolean isFinished() {
        return source().isFinished() && delivering.map(to -> to.lane().isFinished()).orElse(true);
    }

    /// The source's ledger is last: as long as it is not finished, both are opened again.
    @Override
    public void finish() {
        delivering.ifPresent(to -> to.lane().finish());
        source().finish();
    }

    @Override
    public void publishSoon() {
        source().publishSoon();
        delivering.ifPresent(to -> to.lane().publishSoon());
    }

    @Override
    public void settle(Instant now) {
        source().settle(now);
        delivering.ifPresent(to -> to.lane().settle(now));
    }

    @Override
    public List<Shipment> takeCommitted() {
        List<Shipment> committed = new ArrayList<>(source().takeCommitted());
        delivering.ifPresent(to -> committed.addAll(to.lane().takeCommitted()));
        return committed;
    }

    @Override
    public boolean isUploading() {
        return source().isUploading()
                || delivering.map(to -> to.lane().isUploading()).orElse(false);
    }

    @Override
    public void close() {
        sourceLane.ifPresent(SourceLane::close);
        delivering.ifPresent(to -> to.lane().close());
    }

    /// Whether batches wait until more of the processed log is delivered.
    boolean isHeldBack() {
        return processing.isHeldBack();
    }

    private SourceLane source() {
        return sourceLane.orElseThrow();
    }

    private Instant deliver(Delivering to, Instant now) {
        if (source().isFinished()) {
            to.processed().end();
        }
        boolean heldBack = processing.isHeldBack();
        flushes.markDone(source()::isDeliveredBelow, to.processed().endOffset())
                .ifPresent(to.lane()::flushBelow);
        if (heldBack && flushes.isWaiting()) {
            to.lane().flushBelow(to.processed().endOffset());
        }
        Instant due = to.lane().step(now);
        return heldBack && !processing.isHeldBack() ? now : due;
    }

    private Delivering delivering() {
        if (delivering.isEmpty()) {
            delivering = Optional.of(openDelivering());
        }
        return delivering.get();
    }

    private Delivering openDelivering() {
        LogPartition log = transformation.partitions().log();
        LaneLedger ledger = LaneLedger.open(transformation.partitions().ledger());
        LaneRecovery.run(equipment.source(), equipment.ledger(), ledger, log);
        ProcessedLog processed =
                new ProcessedLog(
                        log,
                        equipment.source(),
                        frame -> new ProcessedProvenance(frame, log.name().toString()),
                        log.endOffset());
        Equipment own =
                new Equipment(
                        processed,
                        ledger,
                        transformation.uploaders().apply(processed),
                        equipment.report().ofProcessed(),
                        equipment.retention(),
                        equipment.random(),
                        equipment.conversions(),
                        equipment.partitions(),
                        equipment.memory(),
                        equipment.wake());
        SourceLane lane = SourceLane.open(plan.forTransformed(), own, Processing.NONE);
        return new Delivering(log, processed, lane);
    }

    /// Where the source's lane brings the answers of the function.
    private final class Output implements FunctionProcessing.Output {
        @Override
        public LogPartition log() {
            return delivering().log();
        }

        @Override
        public void discard(PositionRanges frames) {
            delivering().lane().discard(frames);
        }

        @Override
        public void release(long belowOffset) {
            delivering().processed().releaseBelow(belowOffset);
        }

        @Override
        public boolean isFull() {
            return delivering.isPresent()
                    && delivering.get().lane().undeliveredBytes()
                            > transformation.undeliveredBytesMax();
        }
    }
}
