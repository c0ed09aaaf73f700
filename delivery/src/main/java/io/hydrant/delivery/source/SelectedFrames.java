package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

import java.io.IOException;
import java.util.Optional;

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
        try (Walk walk = new Walk()) {
            for (PositionRange range : positions.ranges()) {
                if (!visit(range, walk, visitor)) {
                    return;
                }
            }
        }
    }

    private boolean visit(PositionRange range, Walk walk, Visitor visitor) throws IOException {
        Position to = range.to();
        long endOffset = to.equals(Position.ofFrame(to.offset())) ? to.offset() : to.offset() + 1;
        for (long offset = range.from().offset(); offset < endOffset; offset++) {
            SplitFrame split = walk.at(offset).orElseThrow(() -> missing(range));
            int first = offset == range.from().offset() ? split.indexAt(range.from()) : 0;
            int end = offset == to.offset() ? split.indexAt(to) : split.count();
            if (!visitor.visit(split, first, end)) {
                return false;
            }
        }
        return true;
    }

    private LogFailed missing(PositionRange range) {
        return new LogFailed(source.name() + " does not hold " + range + " any more");
    }

    /// Goes through frames in rising order. Ranges may lie close together, even in one frame: what
    /// is between them is passed over, and only a wide gap takes another reader.
    private final class Walk implements AutoCloseable {
        private static final int PASSED_OVER_MAX = 64;

        private Optional<FrameReader> reader = Optional.empty();
        private Optional<SplitFrame> current = Optional.empty();
        private long next;

        /// @param offset not below that of the call before
        Optional<SplitFrame> at(long offset) {
            if (current.isPresent() && current.get().offset() == offset) {
                return current;
            }
            current = Optional.empty();
            if (reader.isEmpty() || offset - next > PASSED_OVER_MAX) {
                close();
                reader = Optional.of(source.reader(offset));
                next = offset;
            }
            Optional<StoredFrame> frame = Optional.empty();
            while (next <= offset) {
                frame = reader.get().next().filter(found -> found.offset() == next);
                if (frame.isEmpty()) {
                    return Optional.empty();
                }
                next++;
            }
            current = frame.map(source::split);
            return current;
        }

        @Override
        public void close() {
            reader.ifPresent(FrameReader::close);
        }
    }
}
