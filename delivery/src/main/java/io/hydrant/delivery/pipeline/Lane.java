package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.source.VanishedShard;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Brings the records of one lane to their objects, each to exactly one per track.
///
/// A plain object that is stepped: it reads frames while there is room, closes buffers that are
/// full or old, keeps intents in the ledger, starts uploads, and commits what arrived. All methods
/// belong to one thread; uploads report back through a queue. A step that throws
/// [io.hydrant.streams.log.LogException] has lost nothing and is repeated.
final class Lane implements AutoCloseable {
    /// Objects intended and not committed. Beyond it the lane stops reading.
    private static final int SHIPMENTS_MAX = 16;

    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(1);
    private static final int FRAMES_PER_STEP = 4_096;

    private final LaneSource source;
    private final LaneLedger ledger;
    private final LaneReport report;
    private final IntentMaker intents;
    private final Shipments shipments;
    private final LaneTracks tracks = new LaneTracks();
    private List<Shipment> committed = new ArrayList<>();
    private DeliveryPlan plan;
    private Optional<FrameReader> reader = Optional.empty();
    private long nextOffset;
    private Instant lastArrival = Instant.MAX;
    private Instant publishDue = Instant.MIN;
    private Instant expireDue = Instant.MIN;
    private boolean unpublished;
    private boolean restGivenUp;
    private boolean finished;
    private long flushBelow;

    /// What a lane works with.
    ///
    /// @param retention how long a failing object is tried; for ever when empty
    /// @param wake called from any thread when the lane should be stepped soon
    record Equipment(
            LaneSource source,
            LaneLedger ledger,
            Uploader uploader,
            LaneReport report,
            Optional<Duration> retention,
            RandomGenerator random,
            ConversionPlanner conversions,
            Runnable wake) {}

    private Lane(DeliveryPlan plan, Equipment equipment) {
        this.plan = plan;
        this.source = equipment.source();
        this.ledger = equipment.ledger();
        this.report = equipment.report();
        this.intents = new IntentMaker(equipment.random(), equipment.conversions());
        this.shipments = new Shipments(equipment);
    }

    /// Takes up the work where the ledger says it stopped.
    static Lane open(DeliveryPlan plan, Equipment equipment) {
        Lane lane = new Lane(plan, equipment);
        lane.resume();
        return lane;
    }

    /// Goes over to a new version of the configuration; what was collected keeps the old one.
    void change(DeliveryPlan next) {
        if (next.versionId() <= plan.versionId()) {
            return;
        }
        plan = next;
        ledger.plan(next);
        beginBackup(Position.ofFrame(nextOffset));
        tracks.change(next);
        if (next.backup().isPresent() && !tracks.has(Track.BACKUP)) {
            tracks.add(newTrack(Track.BACKUP));
        }
    }

    /// Delivers everything below this offset without waiting for size or age.
    void flushBelow(long offset) {
        flushBelow = Math.max(flushBelow, offset);
    }

    /// Everything below this offset is delivered, or given up.
    boolean isDeliveredBelow(long offset) {
        return finished || ledger.watermark().offset() >= offset;
    }

    /// Does what can be done now.
    ///
    /// @return when there will be more to do even if nothing happens
    Instant step(Instant now) {
        if (ledger.isFinished()) {
            finished = true;
            return Instant.MAX;
        }
        settle(now);
        LaneSource.State state = source.state();
        if (state == LaneSource.State.GONE) {
            giveUpRest(now);
        } else {
            passExpired(now);
        }
        boolean moreToRead = state != LaneSource.State.GONE && read();
        boolean ended = hasEnded(state);
        tracks.closeIfDue(now);
        if (ended || isFlushing()) {
            tracks.closeBuffers();
        }
        intend(now);
        shipments.startUploads(now, tracks.kinds());
        finished = ended && shipments.count() == 0 && tracks.isEmpty();
        publish(now, moreToRead);
        return moreToRead ? now : nextDue(now);
    }

    /// Nothing will ever come again, and all that came is delivered or given up.
    boolean isFinished() {
        return finished;
    }

    /// Keeps that the lane is finished.
    void finish() {
        if (!ledger.isFinished()) {
            ledger.finish();
        }
    }

    /// Makes the next step publish the lane's status, however recent the last one is.
    void publishSoon() {
        publishDue = Instant.MIN;
    }

    /// Takes note of uploads that ended; begins nothing.
    void settle(Instant now) {
        shipments.takeOutcomes(now);
        shipments.settleUnconvertible(ledger::revise);
        abridge(now);
        commitArrived();
    }

    List<Shipment> takeCommitted() {
        List<Shipment> taken = committed;
        committed = new ArrayList<>();
        return taken;
    }

    boolean isUploading() {
        return shipments.isUploading();
    }

    @Override
    public void close() {
        reader.ifPresent(FrameReader::close);
    }

    private void resume() {
        if (ledger.isFinished()) {
            return;
        }
        if (!ledger.hasTrack(Track.MAIN)) {
            ledger.begin(Track.MAIN, source.start());
        }
        ledger.plan(plan);
        beginBackup(ledger.watermark(Track.MAIN));
        shipments.add(
                ledger.openIntents().stream()
                        .map(intent -> new Shipment(intent, ledger.planOf(intent)))
                        .toList());
        tracks.add(newTrack(Track.MAIN));
        if (plan.backup().isPresent()) {
            tracks.add(newTrack(Track.BACKUP));
        }
        nextOffset = ledger.watermark().offset();
    }

    private LaneTrack newTrack(Track track) {
        return new LaneTrack(track, plan, ledger.taken(track));
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
        committed.addAll(arrived);
        shipments.forgetArrived();
        long delivered = ledger.watermark().offset();
        if (nextOffset < delivered) {
            readFrom(delivered);
        }
        source.deliveredBelow(delivered);
    }

    /// Frames that were trimmed under a failing object will not come back: the object is made of
    /// the others.
    private void abridge(Instant now) {
        if (source.state() == LaneSource.State.GONE) {
            return;
        }
        long first = source.firstOffset();
        for (Shipment cut : shipments.cutOff(first)) {
            Abridgement abridged = Abridgement.of(cut, source, first);
            if (abridged.rest().content().records() == 0) {
                cut.givenUp();
            } else {
                ledger.abridge(abridged.gone(), abridged.rest());
                shipments.replace(cut, new Shipment(abridged.rest(), cut.plan()));
            }
            long lost = cut.intent().content().records() - abridged.rest().content().records();
            report.givenUp(cut, lost, GivenUp.SOURCE_EXPIRED, now);
        }
    }

    /// What expired before it was read is lost; the lane goes on behind it.
    private void passExpired(Instant now) {
        if (now.isBefore(expireDue)) {
            return;
        }
        expireDue = now.plus(EXPIRE_EVERY);
        long horizon = source.horizonOffset();
        if (nextOffset >= horizon) {
            return;
        }
        Map<Track, PositionRanges> lost =
                tracks.notTaken(Position.ofFrame(nextOffset), Position.ofFrame(horizon));
        Map<Track, LostFrames> amounts = new EnumMap<>(Track.class);
        lost.forEach((track, positions) -> amounts.put(track, LostFrames.in(positions, source)));
        if (!lost.isEmpty()) {
            ledger.pass(lost);
        }
        amounts.forEach(
                (kind, amount) -> report.lost(kind, amount, GivenUp.SOURCE_EXPIRED, plan, now));
        readFrom(horizon);
    }

    /// The source is gone with what was not read of it.
    private void giveUpRest(Instant now) {
        long unread = source.endOffset() - nextOffset;
        if (!restGivenUp && source instanceof VanishedShard) {
            report.lostUnseen(GivenUp.SOURCE_GONE, plan, now);
        } else if (!restGivenUp && unread > 0) {
            LostFrames lost = new LostFrames(0, unread);
            tracks.kinds().forEach(kind -> report.lost(kind, lost, GivenUp.SOURCE_GONE, plan, now));
        }
        restGivenUp = true;
    }

    /// Frames below may be trimmed at any time, so the reader must not stand among them.
    private void readFrom(long offset) {
        reader.ifPresent(FrameReader::close);
        reader = Optional.empty();
        nextOffset = offset;
    }

    private boolean read() {
        for (int i = 0; i < FRAMES_PER_STEP; i++) {
            if (!hasRoom()) {
                return false;
            }
            Optional<StoredFrame> frame = nextFrame();
            if (frame.isEmpty()) {
                return false;
            }
            SplitFrame split = split(frame.get());
            tracks.take(split);
            nextOffset = split.offset() + 1;
            lastArrival = split.arrival();
            report.read(split);
        }
        return true;
    }

    private Optional<StoredFrame> nextFrame() {
        if (reader.isEmpty()) {
            reader = Optional.of(source.reader(nextOffset));
        }
        return reader.get().next();
    }

    /// A frame that cannot be split now is read again: the reader is past it already.
    private SplitFrame split(StoredFrame frame) {
        boolean done = false;
        try {
            SplitFrame split = source.split(frame);
            done = true;
            return split;
        } finally {
            if (!done) {
                readFrom(nextOffset);
            }
        }
    }

    private boolean hasRoom() {
        return shipments.count() + tracks.closedCount() < SHIPMENTS_MAX;
    }

    private boolean hasEnded(LaneSource.State state) {
        return switch (state) {
            case GROWING -> false;
            case ENDED -> nextOffset >= source.endOffset();
            case GONE -> true;
        };
    }

    private boolean isFlushing() {
        return nextOffset >= flushBelow && ledger.watermark().offset() < flushBelow;
    }

    private void intend(Instant now) {
        Map<Track, PositionRanges> passed = tracks.passed();
        if (!passed.isEmpty()) {
            ledger.pass(passed);
            tracks.forgetPassed();
        }
        List<Shipment> begun = tracks.shipments(ledger.nextIntentNumber(), intents, now);
        if (!begun.isEmpty()) {
            ledger.intend(begun.stream().map(Shipment::intent).toList());
            tracks.forgetClosed();
            shipments.add(begun);
        }
    }

    private void publish(Instant now, boolean moreToRead) {
        if (now.isBefore(publishDue) && !finished) {
            unpublished = true;
            return;
        }
        report.publish(status(now, moreToRead));
        publishDue = now.plus(PUBLISH_EVERY);
        unpublished = false;
    }

    private Instant nextDue(Instant now) {
        Instant due = earlier(shipments.due(now), unpublished ? publishDue : Instant.MAX);
        return earlier(due, tracks.due());
    }

    private LaneStatus status(Instant now, boolean moreToRead) {
        LogPartition.Extent backlog =
                source.state() == LaneSource.State.GONE
                        ? new LogPartition.Extent(0, 0, 0)
                        : source.extentFrom(ledger.watermark().offset());
        // What is collected or on its way is older than what is not read yet.
        Instant collected = earlier(shipments.oldest(), tracks.oldest());
        Instant oldest = earlier(collected, moreToRead ? lastArrival : Instant.MAX);
        boolean behind = moreToRead || !hasRoom() && nextOffset < source.endOffset();
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
