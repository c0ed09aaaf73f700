package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

import java.io.IOException;

/// The records at some positions of a source, frame by frame, in their order. They may be visited
/// as often as needed; it is the same records each time.
///
/// @param positions each of which the source must still hold
public record SelectedFrames(LaneSource source, PositionRanges positions) {
    /// Looks at frames, one after the other.
    public interface Visitor {
        /// Looks at the records from `first` on, below `end`; both may be equal.
        ///
        /// @param frame valid during the call
        /// @return whether to go on
        boolean visit(SplitFrame frame, int first, int end) throws IOException;
    }

    /// @throws LogFailed when a frame is not there any more
    public void visit(Visitor visitor) throws IOException {
        for (PositionRange range : positions.ranges()) {
            if (!visit(range, visitor)) {
                return;
            }
        }
    }

    private boolean visit(PositionRange range, Visitor visitor) throws IOException {
        Position to = range.to();
        try (FrameReader reader = source.reader(range.from().offset())) {
            long endOffset =
                    to.equals(Position.ofFrame(to.offset())) ? to.offset() : to.offset() + 1;
            for (long offset = range.from().offset(); offset < endOffset; offset++) {
                StoredFrame frame = reader.next().orElseThrow(() -> missing(range));
                if (frame.offset() != offset) {
                    throw missing(range);
                }
                SplitFrame split = source.split(frame);
                int first = offset == range.from().offset() ? split.indexAt(range.from()) : 0;
                int end = offset == to.offset() ? split.indexAt(to) : split.count();
                if (!visitor.visit(split, first, end)) {
                    return false;
                }
            }
        }
        return true;
    }

    private LogFailed missing(PositionRange range) {
        return new LogFailed(source.name() + " does not hold " + range + " any more");
    }
}
