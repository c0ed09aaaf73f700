package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.streams.log.LogFailed;

import java.io.IOException;
import java.time.Instant;

/// An intent whose first frames are gone, reduced to what can still be read. The object keeps its
/// key, so at most one object comes of it.
///
/// @param gone the positions that cannot be read any more
/// @param rest the intent without them
record Abridgement(PositionRanges gone, Intent rest) {
    /// @param firstOffset the first frame that can be read
    static Abridgement of(Shipment shipment, LaneSource source, long firstOffset) {
        Intent intent = shipment.intent();
        Position first = Position.ofFrame(firstOffset);
        PositionRanges kept = intent.positions().from(first);
        boolean delimited = intent.track() == Track.MAIN && shipment.plan().appendDelimiter();
        Count count = Count.of(kept, ofTrack(intent.track(), source));
        Intent.Content content =
                new Intent.Content(
                        count.records(),
                        count.bytes() + (delimited ? count.records() : 0),
                        count.oldest(),
                        intent.content().newest());
        Intent rest = intent.reducedTo(kept, content);
        return new Abridgement(intent.positions().below(first), rest);
    }

    private static LaneSource ofTrack(Track track, LaneSource source) {
        return switch (track) {
            case MAIN -> source;
            case BACKUP -> source.undivided();
        };
    }

    /// How much lies at positions of a source.
    static final class Count {
        private final LaneSource source;
        private long records;
        private long bytes;
        private Instant oldest = Instant.MAX;

        private Count(LaneSource source) {
            this.source = source;
        }

        /// @param positions that the source still holds
        static Count of(PositionRanges positions, LaneSource source) {
            Count count = new Count(source);
            try {
                new SelectedFrames(source, positions).visit(count::add);
            } catch (IOException e) {
                throw new LogFailed(source.name() + " cannot be read", e);
            }
            return count;
        }

        long records() {
            return records;
        }

        long bytes() {
            return bytes;
        }

        /// Arrival of the oldest record; `Instant.MAX` when there is none.
        Instant oldest() {
            return oldest;
        }

        private boolean add(SplitFrame frame, int first, int end) {
            for (int i = first; i < end; i++) {
                bytes += frame.bytes(i);
            }
            records += end - first;
            oldest = frame.arrival().isBefore(oldest) ? frame.arrival() : oldest;
            return true;
        }
    }
}
