package io.hydrant.delivery.ledger;

import io.hydrant.delivery.ledger.LedgerEntry.Progress;

import java.util.Optional;

/// How far one track is: everything below the watermark is done, and some positions above it. For
/// one thread.
final class TrackProgress {
    private Position watermark;
    private final DonePositions done = new DonePositions();

    TrackProgress(Position watermark) {
        this.watermark = watermark;
    }

    static TrackProgress of(Progress progress) {
        TrackProgress track = new TrackProgress(progress.watermark());
        track.markDone(progress.done());
        return track;
    }

    Position watermark() {
        return watermark;
    }

    boolean isDone(Position position) {
        return position.isBefore(watermark) || done.contains(position);
    }

    /// End of the last position that is done.
    Position doneEnd() {
        return later(watermark, done.end());
    }

    /// The positions from one (inclusive) to another (exclusive) that are not done.
    PositionRanges gaps(Position from, Position to) {
        PositionRanges.Builder gaps = new PositionRanges.Builder();
        Position next = done.firstNotDone(later(from, watermark));
        while (next.isBefore(to)) {
            Position end = done.firstDone(next).filter(found -> found.isBefore(to)).orElse(to);
            gaps.add(next, end);
            next = done.firstNotDone(end);
        }
        return gaps.build();
    }

    void markDone(PositionRanges positions) {
        for (PositionRange range : positions.ranges()) {
            if (watermark.isBefore(range.to())) {
                done.add(new PositionRange(later(watermark, range.from()), range.to()));
            }
        }
        watermark = done.firstNotDone(watermark);
        done.forgetBelow(watermark.offset());
    }

    Progress toProgress() {
        PositionRanges.Builder ranges = new PositionRanges.Builder();
        Optional<Position> next = done.firstDone(watermark);
        while (next.isPresent()) {
            Position end = done.firstNotDone(next.get());
            ranges.add(next.get(), end);
            next = done.firstDone(end);
        }
        return new Progress(watermark, ranges.build());
    }

    private static Position later(Position one, Position other) {
        return one.isBefore(other) ? other : one;
    }
}
