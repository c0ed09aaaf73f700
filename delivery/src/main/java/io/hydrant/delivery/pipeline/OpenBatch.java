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
/// It is full when it holds as many bytes as the processor asks for, or as many records as a batch
/// may have places.
final class OpenBatch {
    private static final int RECORDS_MAX = 10_000;

    private final DeliveryPlan plan;
    private final LambdaProcessor processor;
    private final PositionRanges.Builder positions = new PositionRanges.Builder();
    private long records;
    private long bytes;
    private long encodedBytes;
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
        while (next < endRecord && !isFullBeside(next - firstRecord)) {
            int recordBytes = frame.bytes(next);
            bytes += recordBytes;
            encodedBytes += TransformBatch.encodedBytes(recordBytes);
            next++;
        }
        if (next > firstRecord) {
            note(frame, firstRecord, next);
        }
        return next;
    }

    boolean isFull() {
        return isFullBeside(0);
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
        TransformBatch batch =
                new TransformBatch(processor, positions.build(), records, bytes, encodedBytes);
        return new Closed(plan, batch, oldest);
    }

    /// @param more records that were taken and not noted yet
    private boolean isFullBeside(int more) {
        return bytes >= processor.batchBytes() || records + more >= RECORDS_MAX;
    }

    private void note(SplitFrame frame, int firstRecord, int endRecord) {
        Position from = frame.boundary(firstRecord);
        positions.add(from, frame.boundary(endRecord));
        since = isEmpty() ? frame.entry() : since;
        records += endRecord - firstRecord;
        oldest = frame.arrival().isBefore(oldest) ? frame.arrival() : oldest;
    }
}
