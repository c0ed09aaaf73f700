package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.transform.TransformBatch;

import java.time.Instant;

/// The records that will go to a function together. For one thread.
///
/// It is full when it holds as many bytes as the processor asks for, or when the event that is made
/// of it would come near to what an invocation may carry.
final class OpenBatch {
    private static final long EVENT_BYTES_MAX = (6 << 20) - (64 << 10);

    /// What a record takes in an event beside its data, with its metadata of a data stream.
    private static final int RECORD_EVENT_BYTES = 640;

    private final DeliveryPlan plan;
    private final LambdaProcessor processor;
    private final PositionRanges.Builder positions = new PositionRanges.Builder();
    private long records;
    private long bytes;
    private long eventBytes;
    private boolean full;
    private Instant oldest = Instant.MAX;
    private Instant since = Instant.MAX;

    /// A batch that takes no more.
    ///
    /// @param plan that its records were read under
    /// @param oldest arrival of its oldest record
    record Closed(DeliveryPlan plan, TransformBatch batch, Instant oldest) {}

    /// @param plan has a function
    OpenBatch(DeliveryPlan plan) {
        this.plan = plan;
        this.processor = plan.function().orElseThrow();
    }

    /// Takes records of a frame, from `firstRecord` on, until `endRecord` or until it is full.
    ///
    /// @return index of the first record not taken
    int take(SplitFrame frame, int firstRecord, int endRecord) {
        int next = firstRecord;
        while (next < endRecord && !isFull()) {
            int recordBytes = frame.bytes(next);
            long inEvent = (recordBytes + 2L) / 3 * 4 + RECORD_EVENT_BYTES;
            if (next + records > firstRecord && eventBytes + inEvent > EVENT_BYTES_MAX) {
                full = true;
            } else {
                bytes += recordBytes;
                eventBytes += inEvent;
                next++;
            }
        }
        if (next > firstRecord) {
            note(frame, firstRecord, next);
        }
        return next;
    }

    boolean isFull() {
        return full || bytes >= processor.batchBytes();
    }

    boolean isEmpty() {
        return records == 0;
    }

    /// When its first record has waited long enough; `Instant.MAX` while it is empty.
    Instant due() {
        return isEmpty() ? Instant.MAX : since.plus(processor.batchInterval());
    }

    /// Arrival of its oldest record; `Instant.MAX` while it is empty.
    Instant oldest() {
        return oldest;
    }

    /// What was collected. The batch must not be used afterwards.
    Closed close() {
        TransformBatch batch = new TransformBatch(processor, positions.build(), records, bytes);
        return new Closed(plan, batch, oldest);
    }

    private void note(SplitFrame frame, int firstRecord, int endRecord) {
        Position from = frame.boundary(firstRecord);
        positions.add(from, frame.boundary(endRecord));
        since = isEmpty() ? frame.entry() : since;
        records += endRecord - firstRecord;
        oldest = frame.arrival().isBefore(oldest) ? frame.arrival() : oldest;
    }
}
