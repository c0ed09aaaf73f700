package io.hydrant.streams.retrieval;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;

import java.util.Optional;

/// Reads the records of one shard in their order, from a position on. For one thread.
///
///     try (ShardReader reader = ShardReader.open(shard, position)) {
///         ReadBudget budget = new ReadBudget(10_000, 10 << 20);
///         Optional<RecordRange> range = reader.next(budget);
///         while (range.isPresent()) {
///             ...
///             range = reader.next(budget);
///         }
///         // the budget is used up, or the reader stands at the tip
///     }
///
/// Records that fell out of the stream's retention, or were trimmed while it read, are passed over.
public final class ShardReader implements AutoCloseable {
    private final Shard shard;
    private RecordPosition position;
    private Optional<FrameReader> frames = Optional.empty();
    private Optional<ShardFrame> current = Optional.empty();

    private ShardReader(Shard shard, RecordPosition from) {
        this.shard = shard;
        this.position = from;
    }

    /// Reads nothing yet.
    ///
    /// @param from may be below the shard's horizon, which then counts, and right behind the last
    ///   record
    public static ShardReader open(Shard shard, RecordPosition from) {
        return new ShardReader(shard, from);
    }

    /// The next records of one frame, as many as the budget grants; those given before must no
    /// longer be used. Reads the heads of frames only: a payload is read when asked for.
    ///
    /// @return empty when the budget is used up, and at the present tip (later calls may find more)
    /// @throws LogFailed when the log cannot be read, or was deleted with its stream
    public Optional<RecordRange> next(ReadBudget budget) {
        if (budget.usedUp()) {
            return Optional.empty();
        }
        while (standOnFrame()) {
            ShardFrame frame = current.orElseThrow();
            if (position.record() < frame.frame().recordCount()) {
                return take(frame, budget);
            }
            leaveFrame();
        }
        return Optional.empty();
    }

    /// Where the next record will be: right behind the last one given.
    public RecordPosition position() {
        return position;
    }

    /// Whether the shard is closed and all its records have been given.
    public boolean atEnd() {
        // in this order: a closed shard's log grows no more
        return shard.closed().isPresent() && atTip();
    }

    /// Whether every record there is now has been given.
    public boolean atTip() {
        return position.offset() >= shard.log().endOffset()
                || current.isPresent()
                        && position.record() >= current.get().frame().recordCount()
                        && position.offset() + 1 >= shard.log().endOffset();
    }

    @Override
    public void close() {
        current = Optional.empty();
        frames.ifPresent(FrameReader::close);
        frames = Optional.empty();
    }

    private Optional<RecordRange> take(ShardFrame frame, ReadBudget budget) {
        int first = position.record();
        int end = first;
        while (end < frame.frame().recordCount()
                && budget.grant(frame.frame().recordBytes(end) + frame.partitionKeyBytes(end))) {
            end++;
        }
        if (end == first) {
            return Optional.empty();
        }
        position = new RecordPosition(position.offset(), end);
        return Optional.of(new RecordRange(shard, frame, first, end - first));
    }

    private void leaveFrame() {
        position = RecordPosition.ofFrame(position.offset() + 1);
        current = Optional.empty();
    }

    /// Brings the frame of the present position, or of the horizon when that is above it.
    private boolean standOnFrame() {
        if (current.isPresent()) {
            return true;
        }
        while (true) {
            skipToHorizon();
            if (position.offset() >= shard.log().endOffset()) {
                return false;
            }
            try {
                Optional<StoredFrame> next = reader().next();
                current = next.map(ShardFrame::of);
                return current.isPresent();
            } catch (LogFailed | InvalidArgument e) {
                close();
                if (position.offset() >= horizon()) {
                    throw e;
                } // else it was trimmed meanwhile
            }
        }
    }

    private FrameReader reader() {
        if (frames.isEmpty()) {
            frames = Optional.of(shard.log().reader(position.offset()));
        }
        return frames.get();
    }

    private void skipToHorizon() {
        long horizon = horizon();
        if (position.offset() < horizon) {
            close();
            position = RecordPosition.ofFrame(horizon);
        }
    }

    private long horizon() {
        LogPartition log = shard.log();
        return Math.max(shard.horizonOffset(), log.firstOffset());
    }
}
