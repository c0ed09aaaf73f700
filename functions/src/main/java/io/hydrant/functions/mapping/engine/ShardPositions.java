package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.engine.batch.Gathering;
import io.hydrant.functions.mapping.engine.position.MappingLedger;
import io.hydrant.functions.mapping.engine.position.ShardKey;
import io.hydrant.functions.mapping.engine.position.ShardProgress;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;

import java.time.Duration;
import java.time.Instant;

/// How far the lanes of one shard have come, and how far of that is in the ledger. For one thread.
///
/// What the function has done is kept at once; that a lane passed over records which are not for
/// it, once a second.
final class ShardPositions {
    private static final Duration KEEP_PASSED_EVERY = Duration.ofSeconds(1);

    private enum Kept {
        ALL,
        /// What lanes passed over is not kept.
        NOT_PASSED,
        NOT_DONE
    }

    private final Shard shard;
    private final MappingLedger ledger;
    private ShardProgress progress;
    private Kept kept = Kept.ALL;
    private Instant keepPassedDue = Instant.MIN;

    ShardPositions(Shard shard, MappingLedger ledger, ShardProgress progress) {
        this.shard = shard;
        this.ledger = ledger;
        this.progress = progress;
    }

    Shard shard() {
        return shard;
    }

    ShardProgress now() {
        return progress;
    }

    OfLane at(int lane) {
        return new OfLane(lane);
    }

    /// Whether nothing can come behind a batch.
    boolean isAtEnd(Gathering batch) {
        return isAtEnd(batch.end());
    }

    /// Whether the shard is closed and every lane has done all of it.
    boolean isDone() {
        return progress.present().positions().stream().allMatch(this::isAtEnd);
    }

    /// Divides the shard's records over so many lanes.
    void divide(int lanes) {
        progress = progress.divided(lanes);
        kept = Kept.NOT_DONE;
    }

    void finish() {
        progress = progress.finish();
        kept = Kept.NOT_DONE;
    }

    /// Brings the ledger up to date where that is due.
    ///
    /// @throws LogException when it must be tried again before anything else is begun
    void keepDue(Instant now) {
        boolean due = kept == Kept.NOT_DONE || kept != Kept.ALL && !now.isBefore(keepPassedDue);
        if (due) {
            keep();
            keepPassedDue = now.plus(KEEP_PASSED_EVERY);
        }
    }

    /// When [#keepDue] has something to do.
    Instant due() {
        return kept == Kept.ALL ? Instant.MAX : keepPassedDue;
    }

    void keep() {
        if (kept != Kept.ALL) {
            ledger.keep(ShardKey.of(shard), progress);
            kept = Kept.ALL;
        }
    }

    private boolean isAtEnd(RecordPosition position) {
        // in this order: a closed shard's log grows no more
        return shard.closed().isPresent() && position.offset() >= shard.log().endOffset();
    }

    /// The place of one lane.
    final class OfLane {
        private final int lane;

        private OfLane(int lane) {
            this.lane = lane;
        }

        RecordPosition position() {
            return progress.present().positions().get(lane);
        }

        /// The lane has done all below a position, and the function was asked for that.
        void done(RecordPosition below) {
            progress = progress.with(lane, below);
            kept = Kept.NOT_DONE;
        }

        /// There is nothing for the lane below a position.
        void passed(RecordPosition below) {
            if (below.compareTo(position()) > 0) {
                progress = progress.with(lane, below);
                kept = kept == Kept.ALL ? Kept.NOT_PASSED : kept;
            }
        }
    }
}
