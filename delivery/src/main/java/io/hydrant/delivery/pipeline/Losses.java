package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.VanishedShard;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// Keeps and tells what of a lane's source cannot be delivered any more because the source does not
/// hold it. For one thread.
final class Losses {
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(1);

    private final LaneSource source;
    private final LaneLedger ledger;
    private final LaneReport report;
    private Instant expireDue = Instant.MIN;
    private boolean restGivenUp;

    Losses(LaneSource source, LaneLedger ledger, LaneReport report) {
        this.source = source;
        this.ledger = ledger;
        this.report = report;
    }

    /// Frames that were trimmed under a failing object will not come back: the object is made of
    /// the others.
    void abridge(Shipments shipments, Instant now) {
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
    void passExpired(LaneTracks tracks, FrameCursor cursor, DeliveryPlan plan, Instant now) {
        if (now.isBefore(expireDue)) {
            return;
        }
        expireDue = now.plus(EXPIRE_EVERY);
        long horizon = source.horizonOffset();
        if (cursor.nextOffset() >= horizon) {
            return;
        }
        Map<Track, PositionRanges> lost =
                tracks.notTaken(Position.ofFrame(cursor.nextOffset()), Position.ofFrame(horizon));
        Map<Track, LostFrames> amounts = new EnumMap<>(Track.class);
        lost.forEach((track, positions) -> amounts.put(track, LostFrames.in(positions, source)));
        if (!lost.isEmpty()) {
            ledger.pass(lost);
        }
        amounts.forEach(
                (kind, amount) -> report.lost(kind, amount, GivenUp.SOURCE_EXPIRED, plan, now));
        cursor.moveTo(horizon);
    }

    /// The source is gone with what was not read of it.
    void giveUpRest(LaneTracks tracks, FrameCursor cursor, DeliveryPlan plan, Instant now) {
        long unread = source.endOffset() - cursor.nextOffset();
        if (!restGivenUp && source.undivided() instanceof VanishedShard) {
            report.lostUnseen(GivenUp.SOURCE_GONE, plan, now);
        } else if (!restGivenUp && unread > 0) {
            LostFrames lost = new LostFrames(0, unread);
            tracks.kinds().forEach(kind -> report.lost(kind, lost, GivenUp.SOURCE_GONE, plan, now));
        }
        restGivenUp = true;
    }
}
