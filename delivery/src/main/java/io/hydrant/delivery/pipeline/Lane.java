package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.RetrySchedule;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.LaneTrack.Closed;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Brings the records of one lane to their objects, each to exactly one per track.
///
/// A plain object that is stepped: it reads frames while there is room, closes buffers that are
/// full or old, keeps intents in the ledger, starts uploads, and commits what arrived. All methods
/// belong to one thread; uploads report back through a queue. A step that throws
/// [io.hydrant.streams.log.LogException] has lost nothing and is repeated.
final class Lane implements AutoCloseable {
    /// Objects intended and not committed. Beyond it the lane stops reading: the log keeps the
    /// rest.
    private static final int SHIPMENTS_MAX = 16;

    private static final int UPLOADS_MAX = 8;
    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
    private static final int FRAMES_PER_STEP = 4_096;

    private final LogPartition log;
    private final LaneLedger ledger;
    private final Uploader uploader;
    private final LaneReport report;
    private final RetrySchedule retries;
    private final RandomGenerator random;
    private final Optional<Duration> retention;
    private final Runnable wake;
    private final Map<Track, LaneTrack> tracks = new EnumMap<>(Track.class);
    private final List<Shipment> shipments = new ArrayList<>();
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private List<Intent> committed = new ArrayList<>();
    private DeliveryPlan plan;
    private FrameReader reader;
    private long nextOffset;
    private Instant lastArrival = Instant.EPOCH;
    private Instant publishDue = Instant.MIN;
    private boolean unpublished;
    private long flushBelow;

    private record Outcome(Shipment shipment, Optional<Uploader.UploadFailure> failure) {}

    /// What a lane works with.
    ///
    /// @param retention how long a failing object is tried; for ever when empty
    /// @param wake called from any thread when the lane should be stepped soon
    record Equipment(
            LogPartition log,
            LaneLedger ledger,
            Uploader uploader,
            LaneReport report,
            Optional<Duration> retention,
            RandomGenerator random,
            Runnable wake) {}

    private Lane(DeliveryPlan plan, Equipment equipment) {
        this.plan = plan;
        this.log = equipment.log();
        this.ledger = equipment.ledger();
        this.uploader = equipment.uploader();
        this.report = equipment.report();
        this.random = equipment.random();
        this.retries = new RetrySchedule(random);
        this.retention = equipment.retention();
        this.wake = equipment.wake();
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
        for (LaneTrack track : tracks.values()) {
            track.change(next);
        }
        if (next.backup().isPresent() && !tracks.containsKey(Track.BACKUP)) {
            tracks.put(Track.BACKUP, newTrack(Track.BACKUP));
        }
    }

    /// Delivers everything below this offset without waiting for size or age.
    void flushBelow(long offset) {
        flushBelow = Math.max(flushBelow, offset);
    }

    /// Everything below this offset is delivered.
    boolean isDeliveredBelow(long offset) {
        return ledger.watermark().offset() >= offset;
    }

    /// Does what can be done now.
    ///
    /// @return when there will be more to do even if nothing happens
    Instant step(Instant now) {
        settle(now);
        boolean moreToRead = read();
        for (LaneTrack track : tracks.values()) {
            track.closeIfDue(now);
            if (nextOffset >= flushBelow && ledger.watermark().offset() < flushBelow) {
                track.closeBuffer();
            }
        }
        intend();
        startUploads(now);
        publish(now, moreToRead);
        return moreToRead ? now : nextDue(now);
    }

    /// Makes the next step publish the lane's status, however recent the last one is.
    void publishSoon() {
        publishDue = Instant.MIN;
    }

    /// Takes note of uploads that ended; begins nothing.
    void settle(Instant now) {
        takeOutcomes(now);
        commitArrived();
    }

    /// What was committed since the last call.
    List<Intent> takeCommitted() {
        List<Intent> taken = committed;
        committed = new ArrayList<>();
        return taken;
    }

    boolean isUploading() {
        return shipments.stream().anyMatch(Shipment::isUploading);
    }

    @Override
    public void close() {
        reader.close();
    }

    private void resume() {
        if (!ledger.hasTrack(Track.MAIN)) {
            ledger.begin(Track.MAIN, Position.START);
        }
        ledger.plan(plan);
        beginBackup(ledger.watermark(Track.MAIN));
        for (Intent intent : ledger.openIntents()) {
            shipments.add(new Shipment(intent, ledger.planOf(intent)));
        }
        tracks.put(Track.MAIN, newTrack(Track.MAIN));
        if (plan.backup().isPresent()) {
            tracks.put(Track.BACKUP, newTrack(Track.BACKUP));
        }
        nextOffset = ledger.watermark().offset();
        if (nextOffset < log.firstOffset()) {
            throw new LogFailed(
                    "log "
                            + log.name()
                            + " begins at frame "
                            + log.firstOffset()
                            + " but frame "
                            + nextOffset
                            + " is not delivered yet");
        }
        reader = log.reader(nextOffset);
    }

    private LaneTrack newTrack(Track track) {
        return new LaneTrack(track, plan, ledger.taken(track), random);
    }

    private void beginBackup(Position from) {
        if (plan.backup().isPresent() && !ledger.hasTrack(Track.BACKUP)) {
            ledger.begin(Track.BACKUP, from);
        }
    }

    private void takeOutcomes(Instant now) {
        for (Outcome next = outcomes.poll(); next != null; next = outcomes.poll()) {
            Shipment shipment = next.shipment();
            if (next.failure().isEmpty()) {
                shipment.arrived();
                report.arrived(shipment);
                waiting(shipment.intent().track()).forEach(Shipment::retryNow);
            } else {
                shipment.failed(now.plus(retries.waitAfter(shipment.failures() + 1)));
                report.failed(shipment, next.failure().get(), now);
                giveUpIfTooOld(shipment, now);
            }
        }
    }

    private void giveUpIfTooOld(Shipment shipment, Instant now) {
        Instant newest = shipment.intent().content().newest();
        if (retention.isPresent() && newest.plus(retention.get()).isBefore(now)) {
            report.givenUp(shipment);
            shipment.arrived();
        }
    }

    private Stream<Shipment> waiting(Track track) {
        return shipments.stream()
                .filter(shipment -> shipment.isWaiting() && shipment.intent().track() == track);
    }

    private void commitArrived() {
        List<Intent> arrived =
                shipments.stream().filter(Shipment::hasArrived).map(Shipment::intent).toList();
        if (arrived.isEmpty()) {
            return;
        }
        ledger.commit(arrived);
        committed.addAll(arrived);
        shipments.removeIf(Shipment::hasArrived);
        long delivered = ledger.watermark().offset();
        if (nextOffset < delivered) {
            readFrom(delivered);
        }
        log.trimBelow(delivered);
    }

    /// Frames below may be trimmed at any time, so the reader must not stand among them.
    private void readFrom(long offset) {
        FrameReader next = log.reader(offset);
        reader.close();
        reader = next;
        nextOffset = offset;
    }

    private boolean read() {
        for (int i = 0; i < FRAMES_PER_STEP; i++) {
            if (!hasRoom()) {
                return false;
            }
            Optional<StoredFrame> frame = reader.next();
            if (frame.isEmpty()) {
                return false;
            }
            for (LaneTrack track : tracks.values()) {
                track.take(frame.get());
            }
            nextOffset = frame.get().offset() + 1;
            lastArrival = frame.get().arrival();
        }
        return true;
    }

    private boolean hasRoom() {
        int waiting = shipments.size();
        for (LaneTrack track : tracks.values()) {
            waiting += track.closed().size();
        }
        return waiting < SHIPMENTS_MAX;
    }

    private void intend() {
        List<Shipment> begun = new ArrayList<>();
        long number = ledger.nextIntentNumber();
        for (LaneTrack track : tracks.values()) {
            for (Closed closed : track.closed()) {
                begun.add(new Shipment(track.intent(number, closed), closed.plan()));
                number++;
            }
        }
        if (begun.isEmpty()) {
            return;
        }
        ledger.intend(begun.stream().map(Shipment::intent).toList());
        tracks.values().forEach(LaneTrack::forgetClosed);
        shipments.addAll(begun);
    }

    /// A track whose last try failed tries one object at a time until one arrives.
    private void startUploads(Instant now) {
        for (Track track : tracks.keySet()) {
            long active =
                    shipments.stream()
                            .filter(s -> s.isUploading() && s.intent().track() == track)
                            .count();
            long allowed = report.isFailing(track) ? 1 : UPLOADS_MAX;
            List<Shipment> ready =
                    waiting(track)
                            .filter(shipment -> !now.isBefore(shipment.due()))
                            .limit(Math.max(0, allowed - active))
                            .toList();
            for (Shipment shipment : ready) {
                shipment.begin();
                uploader.upload(shipment, this::done);
            }
        }
    }

    private void done(Shipment shipment, Optional<Uploader.UploadFailure> failure) {
        outcomes.add(new Outcome(shipment, failure));
        wake.run();
    }

    /// Looking costs more than a small step: once a second is enough for those who only watch.
    private void publish(Instant now, boolean moreToRead) {
        if (now.isBefore(publishDue)) {
            unpublished = true;
            return;
        }
        report.publish(status(now, moreToRead));
        publishDue = now.plus(PUBLISH_EVERY);
        unpublished = false;
    }

    /// A shipment that is due and still waits has no free upload to go with: the end of one wakes
    /// the lane.
    private Instant nextDue(Instant now) {
        Instant due = unpublished ? publishDue : Instant.MAX;
        for (LaneTrack track : tracks.values()) {
            due = earlier(due, track.due());
        }
        for (Shipment shipment : shipments) {
            if (shipment.isWaiting() && now.isBefore(shipment.due())) {
                due = earlier(due, shipment.due());
            }
        }
        return due;
    }

    private LaneStatus status(Instant now, boolean moreToRead) {
        Position watermark = ledger.watermark();
        LogPartition.Extent backlog = log.extentFrom(watermark.offset());
        Optional<Instant> oldest = oldestUndelivered(moreToRead);
        long buffers = tracks.values().stream().filter(track -> !track.isEmpty()).count();
        return new LaneStatus(
                log.endOffset(),
                oldest.orElse(now),
                backlog.records(),
                backlog.payloadBytes(),
                oldest,
                (int) buffers,
                shipments.size(),
                report.lastError());
    }

    /// What is collected or on its way is older than what is not read yet.
    private Optional<Instant> oldestUndelivered(boolean moreToRead) {
        Instant oldest = moreToRead ? lastArrival : Instant.MAX;
        for (LaneTrack track : tracks.values()) {
            oldest = earlier(oldest, track.oldest());
        }
        for (Shipment shipment : shipments) {
            oldest = earlier(oldest, shipment.intent().content().oldest());
        }
        return oldest.equals(Instant.MAX) ? Optional.empty() : Optional.of(oldest);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
