package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.streams.log.LogException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// As many records of a batch as one invocation takes. The same ones however often they are read.
sealed interface EventSlice {
    /// Where the next one begins; empty when this is the batch's last.
    Optional<Position> next();

    /// @param event may be without records, if there are none at these positions
    record Sendable(TransformEvent event, Optional<Position> next) implements EventSlice {}

    /// One record that is too large for an invocation.
    record Oversized(Instant arrival, Position position, ByteBuffer data, Optional<Position> next)
            implements EventSlice {}

    /// Reads the first slice of a batch's rest from the log.
    ///
    /// @param array for its event, if it is long enough
    /// @throws LogException when the records cannot be read
    static EventSlice read(
            LaneOutline lane, PositionRanges rest, String invocationId, byte[] array) {
        Reading reading = new Reading(new EventWriter(lane, invocationId, array));
        try {
            new SelectedFrames(lane.source(), rest).visit(reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // none of what is called here throws it
        }
        return reading.slice();
    }

    static ByteBuffer copy(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining()).put(data).flip();
    }

    /// Adds records until one does not fit.
    final class Reading implements SelectedFrames.Visitor {
        private final EventWriter writer;
        private Optional<Oversized> oversized = Optional.empty();
        private Optional<Position> next = Optional.empty();

        private Reading(EventWriter writer) {
            this.writer = writer;
        }

        @Override
        public boolean visit(SplitFrame frame, int first, int end) {
            for (int i = first; i < end; i++) {
                if (oversized.isPresent() || !writer.add(frame, i)) {
                    if (!refused(frame, i)) {
                        return false;
                    }
                }
            }
            return true;
        }

        /// Whether to go on, only to learn where the record behind one that is too large lies.
        private boolean refused(SplitFrame frame, int index) {
            if (writer.count() == 0 && oversized.isEmpty()) {
                oversized =
                        Optional.of(
                                new Oversized(
                                        frame.arrival(),
                                        frame.position(index),
                                        copy(frame.original(index)),
                                        Optional.empty()));
                return true;
            }
            next = Optional.of(frame.position(index));
            return false;
        }

        private EventSlice slice() {
            return oversized
                    .<EventSlice>map(
                            it -> new Oversized(it.arrival(), it.position(), it.data(), next))
                    .orElseGet(() -> new Sendable(writer.finish(), next));
        }
    }
}
