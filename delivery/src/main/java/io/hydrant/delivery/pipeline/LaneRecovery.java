package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.TakenPositions;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.transform.ProcessedFrames;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings the two ledgers of a lane and its processed log to one state before either goes on.
///
/// Answers are appended first and passed in the ledger of the source then, so a process that died
/// in between left frames that the source does not know of:
/// - Those that continue what is known without a gap are passed now: their answers were kept.
/// - Behind a gap, which an append that failed has left, records would lie before others that came
///   earlier. Such frames are discarded, and their records processed again.
/// - A gap that the source does not hold any more is none: nothing will fill it.
///
/// Both ledgers are changed so that what is decided once stays so, wherever a crash comes in.
final class LaneRecovery {
    private final LaneSource source;
    private final LaneLedger ledger;
    private final LaneLedger delivering;
    private final LogPartition processed;
    private final PositionRanges.Builder passed = new PositionRanges.Builder();
    private final PositionRanges.Builder discarded = new PositionRanges.Builder();

    private LaneRecovery(
            LaneSource source, LaneLedger ledger, LaneLedger delivering, LogPartition processed) {
        this.source = source;
        this.ledger = ledger;
        this.delivering = delivering;
        this.processed = processed;
    }

    /// @param ledger of the source's lane
    /// @param delivering the ledger of the processed log's lane
    static void run(
            LaneSource source, LaneLedger ledger, LaneLedger delivering, LogPartition processed) {
        if (ledger.hasTrack(Track.MAIN) && !delivering.isFinished()) {
            new LaneRecovery(source, ledger, delivering, processed).run();
        }
    }

    private void run() {
        TakenPositions done = ledger.taken(Track.MAIN);
        Optional<TakenPositions> known =
                delivering.hasTrack(Track.MAIN)
                        ? Optional.of(delivering.taken(Track.MAIN))
                        : Optional.empty();
        long fromOffset = known.isPresent() ? delivering.watermark(Track.MAIN).offset() : 0;
        try (FrameReader frames = processed.reader(fromOffset)) {
            for (Optional<StoredFrame> next = frames.next();
                    next.isPresent();
                    next = frames.next()) {
                StoredFrame frame = next.get();
                Position at = Position.ofFrame(frame.offset());
                if (known.isEmpty() || !known.get().contains(at)) {
                    decide(frame, done);
                }
            }
        }
        keep();
    }

    private void decide(StoredFrame frame, TakenPositions done) {
        PositionRanges positions =
                ProcessedFrames.read(frame, processed.name().toString()).source();
        if (missing(positions, done) == 0) {
            return;
        }
        if (isUntouched(positions, done) && !hasGapBelow(positions.first(), done)) {
            positions.ranges().forEach(range -> passed.add(range.from(), range.to()));
            done.add(positions);
        } else {
            discarded.add(Position.ofFrame(frame.offset()), Position.ofFrame(frame.offset() + 1));
        }
    }

    private static int missing(PositionRanges positions, TakenPositions done) {
        int missing = 0;
        for (PositionRange range : positions.ranges()) {
            missing += done.gaps(range.from(), range.to()).count();
        }
        return missing;
    }

    private static boolean isUntouched(PositionRanges positions, TakenPositions done) {
        for (PositionRange range : positions.ranges()) {
            PositionRanges untouched = new PositionRanges(List.of(range));
            if (!done.gaps(range.from(), range.to()).equals(untouched)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasGapBelow(Position first, TakenPositions done) {
        if (source.state() == LaneSource.State.GONE) {
            return false;
        }
        Position horizon = Position.ofFrame(source.horizonOffset());
        return horizon.isBefore(first) && !done.gaps(horizon, first).isEmpty();
    }

    private void keep() {
        PositionRanges toPass = passed.build();
        if (!toPass.isEmpty()) {
            ledger.pass(Map.of(Track.MAIN, toPass));
        }
        PositionRanges toDiscard = discarded.build();
        if (!toDiscard.isEmpty()) {
            if (!delivering.hasTrack(Track.MAIN)) {
                delivering.begin(Track.MAIN, Position.START);
            }
            delivering.pass(Map.of(Track.MAIN, toDiscard));
        }
    }
}
