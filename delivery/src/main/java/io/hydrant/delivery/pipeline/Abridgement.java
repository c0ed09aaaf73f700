package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

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
        int delimiterBytes =
                intent.track() == Track.MAIN && shipment.plan().appendDelimiter() ? 1 : 0;
        Count count = new Count();
        for (PositionRange range : kept.ranges()) {
            count.add(range, source, delimiterBytes);
        }
        Intent.Content content =
                new Intent.Content(
                        count.records, count.bytes, count.oldest, intent.content().newest());
        Intent rest = intent.reducedTo(kept, content);
        return new Abridgement(intent.positions().below(first), rest);
    }

    private static final class Count {
        private long records;
        private long bytes;
        private Instant oldest = Instant.MAX;

        void add(PositionRange range, LaneSource source, int delimiterBytes) {
            try (FrameReader reader = source.reader(range.from().offset())) {
                StoredFrame frame = next(reader, source);
                while (Position.ofFrame(frame.offset()).isBefore(range.to())) {
                    add(source.split(frame), range, delimiterBytes);
                    if (!Position.ofFrame(frame.offset() + 1).isBefore(range.to())) {
                        return;
                    }
                    frame = next(reader, source);
                }
            }
        }

        private void add(SplitFrame frame, PositionRange range, int delimiterBytes) {
            int first = frame.offset() == range.from().offset() ? frame.indexAt(range.from()) : 0;
            int end =
                    frame.offset() == range.to().offset()
                            ? frame.indexAt(range.to())
                            : frame.count();
            for (int i = first; i < end; i++) {
                bytes += frame.bytes(i) + delimiterBytes;
            }
            records += end - first;
            oldest = frame.arrival().isBefore(oldest) ? frame.arrival() : oldest;
        }

        private static StoredFrame next(FrameReader reader, LaneSource source) {
            return reader.next()
                    .orElseThrow(
                            () -> new LogFailed(source.name() + " ends before an open object"));
        }
    }
}
