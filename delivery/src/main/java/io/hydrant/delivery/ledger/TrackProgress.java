package io.hydrant.delivery.ledger;

import io.hydrant.delivery.ledger.LedgerEntry.Progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How far one track is: everything below the watermark is done, and some ranges above it. For one
/// thread.
final class TrackProgress {
    private Position watermark;
    private final TreeMap<Position, Position> done = new TreeMap<>();

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
        if (position.isBefore(watermark)) {
            return true;
        }
        Map.Entry<Position, Position> below = done.floorEntry(position);
        return below != null && position.isBefore(below.getValue());
    }

    /// End of the last range that is done.
    Position doneEnd() {
        return done.isEmpty() ? watermark : done.lastEntry().getValue();
    }

    /// The positions from one (inclusive) to another (exclusive) that are not done.
    PositionRanges gaps(Position from, Position to) {
        PositionRanges.Builder gaps = new PositionRanges.Builder();
        Position next = later(from, watermark);
        Map.Entry<Position, Position> below = done.floorEntry(next);
        if (below != null) {
            next = later(next, below.getValue());
        }
        for (Map.Entry<Position, Position> range : done.tailMap(next, false).entrySet()) {
            if (!range.getKey().isBefore(to)) {
                break;
            }
            gaps.add(next, range.getKey());
            next = range.getValue();
        }
        if (next.isBefore(to)) {
            gaps.add(next, to);
        }
        return gaps.build();
    }

    void markDone(PositionRanges positions) {
        for (PositionRange range : positions.ranges()) {
            join(range);
        }
        while (!done.isEmpty() && !watermark.isBefore(done.firstKey())) {
            Position end = done.pollFirstEntry().getValue();
            if (watermark.isBefore(end)) {
                watermark = end;
            }
        }
    }

    Progress toProgress() {
        List<PositionRange> ranges = new ArrayList<>(done.size());
        done.forEach((from, to) -> ranges.add(new PositionRange(from, to)));
        return new Progress(watermark, new PositionRanges(ranges));
    }

    private void join(PositionRange range) {
        Position from = range.from();
        Position to = range.to();
        Map.Entry<Position, Position> below = done.floorEntry(from);
        if (below != null && !below.getValue().isBefore(from)) {
            from = below.getKey();
            to = later(to, below.getValue());
        }
        Map.Entry<Position, Position> next = done.ceilingEntry(from);
        while (next != null && !to.isBefore(next.getKey())) {
            to = later(to, next.getValue());
            done.remove(next.getKey());
            next = done.ceilingEntry(from);
        }
        done.put(from, to);
    }

    private static Position later(Position one, Position other) {
        return one.isBefore(other) ? other : one;
    }
}
