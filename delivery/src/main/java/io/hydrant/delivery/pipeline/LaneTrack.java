package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.buffer.ClosedBuffer;
import io.hydrant.delivery.buffer.DeliveryBuffer;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.TakenPositions;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.SplitFrame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What one track of a lane collects: the open buffer, and closed ones that have no intent yet. For
/// one thread.
final class LaneTrack {
    private final Track track;
    private final TakenPositions taken;
    private final List<Closed> closed = new ArrayList<>();
    private DeliveryPlan plan;
    private DeliveryBuffer buffer;
    private PositionRanges.Builder passed = new PositionRanges.Builder();

    /// A closed buffer and the plan it was collected under.
    record Closed(DeliveryPlan plan, ClosedBuffer buffer) {}

    LaneTrack(Track track, DeliveryPlan plan, TakenPositions taken) {
        this.track = track;
        this.plan = plan;
        this.taken = taken;
        this.buffer = newBuffer();
    }

    Track track() {
        return track;
    }

    /// Collects the frame's records that are not in an object already; closes buffers that get
    /// full.
    void take(SplitFrame frame) {
        int count = frame.count();
        int record = 0;
        if (count == 0) {
            passed.add(frame.boundary(0), Position.ofFrame(frame.offset() + 1));
            return;
        }
        if (frame.offset() > taken.end().offset()) {
            while (record < count) {
                record = takeSome(frame, record, count);
            }
            return;
        }
        while (record < count) {
            int end = record;
            while (end < count && !taken.contains(frame.position(end))) {
                end++;
            }
            while (record < end) {
                record = takeSome(frame, record, end);
            }
            record = end + 1;
        }
    }

    /// What was in no object before this lane was opened, in between.
    PositionRanges notTaken(Position from, Position to) {
        return taken.gaps(from, to);
    }

    /// Positions that were read, hold no record, and are not in the ledger yet.
    PositionRanges passed() {
        return passed.build();
    }

    /// The ledger has them now.
    void forgetPassed() {
        passed = new PositionRanges.Builder();
    }

    /// Goes over to another plan; what was collected so far keeps the old one.
    void change(DeliveryPlan next) {
        closeBuffer();
        plan = next;
        buffer = newBuffer();
    }

    void closeIfDue(Instant now) {
        if (!now.isBefore(buffer.due())) {
            closeBuffer();
        }
    }

    void closeBuffer() {
        if (!buffer.isEmpty()) {
            closed.add(new Closed(plan, buffer.close()));
            buffer = newBuffer();
        }
    }

    List<Closed> closed() {
        return List.copyOf(closed);
    }

    /// The closed buffers have intents now.
    void forgetClosed() {
        closed.clear();
    }

    Instant due() {
        return buffer.due();
    }

    boolean isEmpty() {
        return buffer.isEmpty() && closed.isEmpty();
    }

    /// Arrival of the oldest record collected; `Instant.MAX` when there is none.
    Instant oldest() {
        Instant oldest = buffer.oldest();
        for (Closed one : closed) {
            Instant candidate = one.buffer().content().oldest();
            oldest = candidate.isBefore(oldest) ? candidate : oldest;
        }
        return oldest;
    }

    private int takeSome(SplitFrame frame, int first, int end) {
        int next = buffer.take(frame, first, end);
        if (buffer.isFull()) {
            closeBuffer();
        }
        return next;
    }

    private DeliveryBuffer newBuffer() {
        int delimiterBytes = track == Track.MAIN && plan.appendDelimiter() ? 1 : 0;
        return new DeliveryBuffer(IntentMaker.sink(track, plan).hints(), delimiterBytes);
    }
}
