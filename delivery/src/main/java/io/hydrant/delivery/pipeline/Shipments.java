package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.RetrySchedule;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.destination.Uploader.UploadOutcome;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Absent;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Unconvertible;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.UploadFailure;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Uploaded;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.SourceLane.Equipment;
import io.hydrant.delivery.source.LaneSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The objects of a lane between their intents and their commits: tries to bring each to its store
/// until it is there or its records have expired.
///
/// For one thread, the lane's; uploads report back through a queue.
final class Shipments implements AutoCloseable {
    private static final int UPLOADS_MAX = 8;

    private final LaneSource source;
    private final Uploader uploader;
    private final LaneReport report;
    private final RetrySchedule retries;
    private final Optional<Duration> retention;
    private final Runnable wake;
    private final List<Shipment> shipments = new ArrayList<>();
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    private Instant lastArrival = Instant.MIN;
    private long positionBytes;

    private record Outcome(Shipment shipment, UploadOutcome of) {}

    Shipments(Equipment equipment) {
        this.source = equipment.source();
        this.uploader = equipment.uploader();
        this.report = equipment.report();
        this.retries = new RetrySchedule(equipment.random());
        this.retention = equipment.retention();
        this.wake = equipment.wake();
    }

    void add(List<Shipment> more) {
        shipments.addAll(more);
        more.forEach(shipment -> positionBytes += shipment.intent().positions().bytes());
    }

    int count() {
        return shipments.size();
    }

    /// What the positions of all of them take.
    long positionBytes() {
        return positionBytes;
    }

    /// Arrival of the oldest record in them; `Instant.MAX` when there is none.
    Instant oldest() {
        Instant oldest = Instant.MAX;
        for (Shipment shipment : shipments) {
            Instant candidate = shipment.intent().content().oldest();
            oldest = candidate.isBefore(oldest) ? candidate : oldest;
        }
        return oldest;
    }

    boolean isUploading() {
        return shipments.stream().anyMatch(Shipment::isUploading);
    }

    /// Takes note of uploads that ended.
    void takeOutcomes(Instant now) {
        for (Outcome next = outcomes.poll(); next != null; next = outcomes.poll()) {
            switch (next.of()) {
                case Uploaded uploaded -> takeArrival(next.shipment(), uploaded, now);
                case Absent _ -> next.shipment().absent();
                case Unconvertible outcome -> next.shipment().failed(outcome);
                case UploadFailure failure -> takeFailure(next.shipment(), failure, now);
            }
        }
    }

    private void takeArrival(Shipment shipment, Uploaded uploaded, Instant now) {
        shipment.arrived(uploaded.keys());
        lastArrival = now;
        report.arrived(shipment, uploaded);
        waiting(shipment.intent().track()).forEach(Shipment::retryNow);
    }

    private void takeFailure(Shipment shipment, UploadFailure failure, Instant now) {
        shipment.failed(now, now.plus(retries.waitAfter(shipment.failures() + 1)));
        report.failed(shipment, failure, now);
        if (PrefixRefusal.isOne(shipment, failure, lastArrival, now)) {
            shipment.refused(failure);
        }
        reasonToGiveUp(shipment, now)
                .ifPresent(
                        reason -> {
                            report.givenUp(shipment, reason, now);
                            shipment.givenUp();
                        });
    }

    /// Those that failed and have frames on both sides of the first one that can be read.
    List<Shipment> cutOff(long firstOffset) {
        Position first = Position.ofFrame(firstOffset);
        return shipments.stream()
                .filter(Shipment::isWaiting)
                .filter(shipment -> shipment.failures() > 0)
                .filter(shipment -> shipment.intent().positions().first().isBefore(first))
                .filter(shipment -> first.isBefore(shipment.intent().positions().end()))
                .toList();
    }

    /// What no file could be made of once must not become one later: its records may be in the
    /// error object by then.
    ///
    /// @param ledger keeps an open intent as it is from now on
    void settleUnconvertible(Consumer<Intent> ledger) {
        for (Shipment old : List.copyOf(shipments)) {
            if (old.unconvertible().isPresent()) {
                Unconvertible why = old.unconvertible().get();
                Intent intent = old.intent().unconvertible(why.code(), why.message());
                ledger.accept(intent);
                replace(old, new Shipment(intent, old.plan()));
            }
        }
    }

    /// What its prefix does not let in goes to the error output, for good.
    ///
    /// @param ledger keeps an open intent as it is from now on
    void settleUndeliverable(IntentMaker intents, Consumer<Intent> ledger, Instant now) {
        for (Shipment old : List.copyOf(shipments)) {
            if (old.undeliverable().isPresent()) {
                UploadFailure why = old.undeliverable().get();
                Reason reason = new Reason(why.code(), why.message());
                Intent intent = intents.refused(old.intent(), old.plan(), reason, now);
                ledger.accept(intent);
                replace(old, new Shipment(intent, old.plan()));
            }
        }
    }

    void replace(Shipment old, Shipment by) {
        old.close();
        shipments.set(shipments.indexOf(old), by);
        positionBytes += by.intent().positions().bytes() - old.intent().positions().bytes();
    }

    /// Those that can be committed.
    List<Shipment> arrived() {
        return shipments.stream().filter(Shipment::hasArrived).toList();
    }

    /// They are committed.
    void forgetArrived() {
        arrived().forEach(gone -> positionBytes -= gone.intent().positions().bytes());
        shipments.removeIf(Shipment::hasArrived);
    }

    /// A track whose last try failed tries one object at a time until one arrives.
    void startUploads(Instant now, Collection<Track> tracks) {
        for (Track track : tracks) {
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
                if (shipment.isToBeLookedFor()) {
                    uploader.look(shipment, this::done);
                } else {
                    uploader.upload(shipment, this::done);
                }
            }
        }
    }

    /// When the next try is due. A shipment that is due already and still waits has no free upload
    /// to go with: the end of one wakes the lane.
    Instant due(Instant now) {
        Instant due = Instant.MAX;
        for (Shipment shipment : shipments) {
            if (shipment.isWaiting()
                    && now.isBefore(shipment.due())
                    && shipment.due().isBefore(due)) {
                due = shipment.due();
            }
        }
        return due;
    }

    /// Lets go of what was gathered. Uploads may still be running.
    @Override
    public void close() {
        shipments.forEach(Shipment::close);
    }

    private void done(Shipment shipment, UploadOutcome outcome) {
        outcomes.add(new Outcome(shipment, outcome));
        wake.run();
    }

    private Optional<GivenUp> reasonToGiveUp(Shipment shipment, Instant now) {
        if (source.state() == LaneSource.State.GONE) {
            return Optional.of(GivenUp.SOURCE_GONE);
        }
        PositionRanges positions = shipment.intent().positions();
        if (!Position.ofFrame(source.horizonOffset()).isBefore(positions.end())) {
            return Optional.of(GivenUp.SOURCE_EXPIRED);
        }
        Instant newest = shipment.intent().content().newest();
        return retention
                .filter(kept -> newest.plus(kept).isBefore(now))
                .map(_ -> GivenUp.RETENTION_EXCEEDED);
    }

    private Stream<Shipment> waiting(Track track) {
        return shipments.stream()
                .filter(shipment -> shipment.isWaiting() && shipment.intent().track() == track);
    }
}
