package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.LaneTracks.Begun;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.streams.log.LogPartition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The lane over one log.
///
/// It reads frames while there is room, closes buffers that are full or old, keeps intents in the
/// ledger, starts uploads, and commits what arrived; uploads report back through a queue. While its
/// plan has a function, records of the main track go to [Processing] in batches instead, and are
/// done once their answers are kept.
final class SourceLane implements Lane {
    /// Objects intended and not committed. Beyond it the lane stops reading.
    private static final int SHIPMENTS_MAX = 16;

    /// The same where each partition has objects of its own, all of which may be due at once.
    private static final int PARTITIONED_SHIPMENTS_MAX = 2_048;

    /// What the positions of those may take, so that scattered ones do not add up.
    private static final long POSITION_BYTES_MAX = 32 << 20;

    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
    private static final int FRAMES_PER_STEP = 4_096;

    private final LaneSource source;
    private final LaneLedger ledger;
    private final LaneReport report;
    private final IntentMaker intents;
    private final Shipments shipments;
    private final Losses losses;
    private final FrameCursor cursor;
    private final Processing processing;
    private final LaneTrack.Room room;
    private final LaneTracks tracks = new LaneTracks();
    private List<Shipment> committed = new ArrayList<>();
    private DeliveryPlan plan;
    private Instant publishDue = Instant.MIN;
    private boolean unpublished;
    private boolean finished;
    private long flushBelow;

    /// What a lane works with.
    ///
    /// @param retention how long a failing object is tried; for ever when empty
    /// @param memory keeps copies of what waits in partitions
    /// @param wake called from any thread when the lane should be stepped soon
    record Equipment(
            LaneSource source,
            LaneLedger ledger,
            Uploader uploader,
            LaneReport report,
            Optional<Duration> retention,
            RandomGenerator random,
            ConversionPlanner conversions,
            ActivePartitions partitions,
            Optional<RecordMemory> memory,
            Runnable wake) {}

    private SourceLane(DeliveryPlan plan, Equipment equipment, Processing processing) {
        this.plan = plan;
        this.source = equipment.source();
        this.ledger = equipment.ledger();
        this.report = equipment.report();
        this.intents = new IntentMaker(equipment.random(), equipment.conversions());
        this.shipments = new Shipments(equipment);
        this.losses = new Losses(source, ledger, report);
        this.cursor = new FrameCursor(source);
        this.room = LaneTrack.Room.of(equipment);
        this.processing = processing;
    }

    /// Takes up the work where the ledger says it stopped.
    ///
    /// @param processing takes what goes to functions
    static SourceLane open(DeliveryPlan plan, Equipment equipment, Processing processing) {
        SourceLane lane = new SourceLane(plan, equipment, processing);
        lane.resume();
        return lane;
    }

    @Override
    public void change(DeliveryPlan next) {
        if (next.versionId() <= plan.versionId()) {
            return;
        }
        plan = next;
        ledger.plan(next);
        divide(next, cursor.nextOffset());
        beginBackup(Position.ofFrame(cursor.nextOffset()));
        tracks.change(next);
        if (next.backup().isPresent() && !tracks.has(Track.BACKUP)) {
            tracks.add(newTrack(Track.BACKUP));
        }
    }

    @Override
    public void flushBelow(long offset) {
        flushBelow = Math.max(flushBelow, offset);
    }

    @Override
    public boolean isDeliveredBelow(long offset) {
        return finished || ledger.watermark().offset() >= offset;
    }

    @Override
    public Instant step(Instant now) {
        if (ledger.isFinished()) {
            finished = true;
            return Instant.MAX;
        }
        settle(now);
        LaneSource.State state = source.state();
        if (state == LaneSource.State.GONE) {
            losses.giveUpRest(tracks, cursor, plan, now);
        } else {
            losses.passExpired(tracks, cursor, plan, now);
        }
        boolean moreToRead = state != LaneSource.State.GONE && read();
        boolean ended = hasEnded(state);
        tracks.closeIfDue(now, processing.hasWaiting());
        if (ended || isFlushing()) {
            tracks.closeBuffers();
        }
        intend(now);
        shipments.startUploads(now, tracks.kinds());
        boolean stopped = !hasRoom() && state != LaneSource.State.GONE;
        try {
            process(now);
        } finally {
            finished = ended && isIdle();
            publish(now, moreToRead);
        }
        boolean goOn = moreToRead || stopped && cursor.nextOffset() < source.endOffset();
        return goOn && hasRoom() ? now : nextDue(now);
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public void finish() {
        if (!ledger.isFinished()) {
            ledger.finish();
        }
    }

    @Override
    public void publishSoon() {
        publishDue = Instant.MIN;
    }

    @Override
    public void settle(Instant now) {
        shipments.takeOutcomes(now);
        shipments.settleUnconvertible(ledger::revise);
        shipments.settleUndeliverable(intents, ledger::revise, now);
        losses.abridge(shipments, now);
        commitArrived();
        letGoOfProcessed();
    }

    @Override
    public List<Shipment> takeCommitted() {
        List<Shipment> taken = committed;
        committed = new ArrayList<>();
        return taken;
    }

    @Override
    public boolean isUploading() {
        return shipments.isUploading();
    }

    @Override
    public void close() {
        room.active().close();
        tracks.close();
        shipments.close();
        cursor.close();
        processing.close();
    }

    /// These positions hold nothing that is to be delivered; none of them was read yet.
    void discard(PositionRanges positions) {
        ledger.pass(Map.of(Track.MAIN, positions));
        tracks.taken(Track.MAIN, ledger.taken(Track.MAIN));
    }

    /// How much is not delivered yet, of all that may be read.
    long undeliveredBytes() {
        return source.extentFrom(ledger.watermark().offset()).payloadBytes();
    }

    private void resume() {
        if (ledger.isFinished()) {
            return;
        }
        if (!ledger.hasTrack(Track.MAIN)) {
            ledger.begin(Track.MAIN, source.start());
        }
        ledger.plan(plan);
        ledger.divisions().forEach(source::divide);
        divide(plan, 0);
        beginBackup(ledger.watermark(Track.MAIN));
        shipments.add(
                ledger.openIntents().stream()
                        .map(intent -> new Shipment(intent, ledger.planOf(intent)))
                        .toList());
        ledger.openIntents().stream()
                .filter(intent -> ActivePartitions.isOfOne(intent, ledger.planOf(intent)))
                .forEach(intent -> room.active().found(intent.number()));
        tracks.add(newTrack(Track.MAIN));
        if (plan.backup().isPresent()) {
            tracks.add(newTrack(Track.BACKUP));
        }
        cursor.moveTo(ledger.watermark().offset());
    }

    private void divide(DeliveryPlan by, long readTo) {
        if (ledger.divide(readTo, by.subRecords())) {
            source.divide(ledger.divisions().lastKey(), by.subRecords());
        }
    }

    private LaneTrack newTrack(Track track) {
        return new LaneTrack(track, plan, ledger.taken(track), room);
    }

    private void beginBackup(Position from) {
        if (plan.backup().isPresent() && !ledger.hasTrack(Track.BACKUP)) {
            ledger.begin(Track.BACKUP, from);
        }
    }

    private void commitArrived() {
        List<Shipment> arrived = shipments.arrived();
        if (arrived.isEmpty()) {
            return;
        }
        ledger.commit(arrived.stream().map(Shipment::intent).toList());
        arrived.forEach(shipment -> room.active().delivered(shipment.intent().number()));
        committed.addAll(arrived);
        shipments.forgetArrived();
        letGoOfDelivered();
    }

    private void letGoOfDelivered() {
        long delivered = ledger.watermark().offset();
        if (cursor.nextOffset() < delivered) {
            cursor.moveTo(delivered);
        }
        source.deliveredBelow(delivered);
    }

    /// Hands batches to their function, and lets go of what it has answered.
    private void process(Instant now) {
        processing.add(tracks.takeBatches());
        processing.step(now);
        letGoOfProcessed();
    }

    private void letGoOfProcessed() {
        if (processing.takeDone()) {
            letGoOfDelivered();
        }
    }

    private boolean read() {
        boolean withPayload = tracks.lookIntoRecords();
        for (int i = 0; i < FRAMES_PER_STEP; i++) {
            if (!hasRoom()) {
                return false;
            }
            Optional<SplitFrame> frame = cursor.next(withPayload);
            if (frame.isEmpty()) {
                return false;
            }
            tracks.take(frame.get());
            report.read(frame.get().undivided());
        }
        return true;
    }

    private boolean hasRoom() {
        int most = plan.partitioning().isPresent() ? PARTITIONED_SHIPMENTS_MAX : SHIPMENTS_MAX;
        return shipments.count() + tracks.closedCount() < most
                && shipments.positionBytes() < POSITION_BYTES_MAX
                && processing.hasRoomBeside(tracks.closedBatchCount());
    }

    private boolean hasEnded(LaneSource.State state) {
        return switch (state) {
            case GROWING -> false;
            case ENDED -> cursor.nextOffset() >= source.endOffset();
            case GONE -> true;
        };
    }

    private boolean isIdle() {
        return shipments.count() == 0 && tracks.isEmpty() && processing.isIdle();
    }

    private boolean isFlushing() {
        return cursor.nextOffset() >= flushBelow && ledger.watermark().offset() < flushBelow;
    }

    private void intend(Instant now) {
        Map<Track, PositionRanges> passed = tracks.passed();
        if (!passed.isEmpty()) {
            ledger.pass(passed);
            tracks.forgetPassed();
        }
        List<Begun> begun = tracks.begin(ledger.nextIntentNumber(), intents, now);
        while (!begun.isEmpty()) {
            int kept = ledger.intend(begun.stream().map(one -> one.shipment().intent()).toList());
            List<Begun> intended = begun.subList(0, kept);
            tracks.forgetClosed(intended);
            intended.forEach(this::ship);
            begun = begun.subList(kept, begun.size());
        }
    }

    private void ship(Begun begun) {
        Intent intent = begun.shipment().intent();
        shipments.add(List.of(begun.shipment()));
        if (begun.key() instanceof BufferKey.Partition key) {
            room.active().intended(intent.number(), intent.versionId(), key);
        }
    }

    private void publish(Instant now, boolean moreToRead) {
        if (now.isBefore(publishDue) && !finished) {
            unpublished = true;
            return;
        }
        report.publish(status(now, moreToRead));
        room.active().fills(tracks.throughput(now));
        publishDue = now.plus(PUBLISH_EVERY);
        unpublished = false;
    }

    private Instant nextDue(Instant now) {
        Instant due = earlier(shipments.due(now), unpublished ? publishDue : Instant.MAX);
        return earlier(due, tracks.due(processing.hasWaiting()));
    }

    private LaneStatus status(Instant now, boolean moreToRead) {
        LogPartition.Extent backlog =
                source.state() == LaneSource.State.GONE
                        ? new LogPartition.Extent(0, 0, 0)
                        : source.extentFrom(ledger.watermark().offset());
        // What is collected or on its way is older than what is not read yet.
        Instant collected = earlier(shipments.oldest(), tracks.oldest());
        Instant begun = earlier(collected, processing.oldest());
        Instant lastArrival = cursor.lastArrival();
        Instant oldest = earlier(begun, moreToRead ? lastArrival : Instant.MAX);
        boolean behind = moreToRead || !hasRoom() && cursor.nextOffset() < source.endOffset();
        return new LaneStatus(
                source.endOffset(),
                known(oldest).orElse(now),
                backlog.records(),
                backlog.payloadBytes(),
                known(oldest),
                behind ? known(earlier(lastArrival, oldest)) : Optional.empty(),
                tracks.filledCount(),
                shipments.count(),
                report.lastError());
    }

    private static Optional<Instant> known(Instant instant) {
        return instant.equals(Instant.MAX) ? Optional.empty() : Optional.of(instant);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
