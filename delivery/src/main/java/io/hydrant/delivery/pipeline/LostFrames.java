package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.source.LaneSource;

/// How much was lost unread.
///
/// @param records that were put, in frames that are still there
/// @param frames that are gone: nobody knows what was in them
record LostFrames(long records, long frames) {
    /// What lies at positions of a source.
    static LostFrames in(PositionRanges positions, LaneSource source) {
        long first = source.firstOffset();
        long records = 0;
        long frames = 0;
        for (PositionRange range : positions.ranges()) {
            long fromOffset = range.from().offset();
            long toOffset = range.to().offset();
            frames += Math.max(0, Math.min(first, toOffset) - fromOffset);
            Position known = fromOffset < first ? Position.ofFrame(first) : range.from();
            if (known.isBefore(range.to())) {
                records +=
                        source.extentFrom(known.offset()).records()
                                - source.extentFrom(toOffset).records()
                                - known.record()
                                + range.to().record();
            }
        }
        return new LostFrames(records, frames);
    }

    boolean isNothing() {
        return records == 0 && frames == 0;
    }

    @Override
    public String toString() {
        if (frames == 0) {
            return records + " records";
        }
        return records == 0 ? frames + " puts" : records + " records and " + frames + " puts";
    }
}
