package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;

/// The partition that puts to a delivery stream are kept in. It belongs to its lane alone, and is
/// trimmed as it is delivered.
public final class PutLog implements LaneSource {
    private static final ShardId FIRST = new ShardId(0);

    private final LogPartition log;

    public PutLog(LogPartition log) {
        this.log = log;
    }

    @Override
    public String name() {
        return log.name().toString();
    }

    @Override
    public State state() {
        return State.GROWING;
    }

    @Override
    public Position start() {
        return Position.START;
    }

    /// Nothing expires unseen: the lane itself gives up what gets too old.
    @Override
    public long horizonOffset() {
        return 0;
    }

    @Override
    public long firstOffset() {
        return log.firstOffset();
    }

    @Override
    public long endOffset() {
        return log.endOffset();
    }

    @Override
    public Extent extentFrom(long offset) {
        return log.extentFrom(offset);
    }

    @Override
    public FrameReader reader(long fromOffset) {
        if (fromOffset < log.firstOffset()) {
            throw new LogFailed(
                    "log "
                            + log.name()
                            + " begins at frame "
                            + log.firstOffset()
                            + " but frame "
                            + fromOffset
                            + " is not delivered yet");
        }
        return log.reader(fromOffset);
    }

    @Override
    public SplitFrame split(StoredFrame frame) {
        return SplitFrame.whole(frame);
    }

    /// Puts have no numbers in the API; these are made like those of a data stream's first shard,
    /// so that they can be compared.
    @Override
    public SequenceNumber sequenceNumber(Position at, Instant arrival) {
        RecordPosition position = new RecordPosition(at.offset(), at.record());
        return SequenceNumber.of(0, FIRST, position, arrival.getEpochSecond());
    }

    @Override
    public void deliveredBelow(long offset) {
        log.trimBelow(offset);
    }
}
