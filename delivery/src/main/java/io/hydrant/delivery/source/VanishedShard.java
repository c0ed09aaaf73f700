package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;

import java.time.Instant;

/// A shard of which nothing but a ledger is left.
public final class VanishedShard implements LaneSource {
    private final ShardKey key;

    public VanishedShard(ShardKey key) {
        this.key = key;
    }

    @Override
    public String name() {
        return key.shard().toString();
    }

    @Override
    public State state() {
        return State.GONE;
    }

    @Override
    public Position start() {
        return Position.START;
    }

    @Override
    public long horizonOffset() {
        return 0;
    }

    @Override
    public long firstOffset() {
        return 0;
    }

    @Override
    public long endOffset() {
        return 0;
    }

    @Override
    public Extent extentFrom(long offset) {
        return new Extent(0, 0, 0);
    }

    @Override
    public FrameReader reader(long fromOffset) {
        throw gone();
    }

    @Override
    public SplitFrame split(StoredFrame frame) {
        throw gone();
    }

    /// Of records that were processed before the shard vanished. When it was created is not known
    /// any more: the creation of its stream stands for that.
    @Override
    public SequenceNumber sequenceNumber(Position at, Instant arrival) {
        RecordPosition position = new RecordPosition(at.offset(), at.record());
        return SequenceNumber.of(
                key.streamCreated().getEpochSecond(),
                key.shard(),
                position,
                arrival.getEpochSecond());
    }

    @Override
    public void deliveredBelow(long offset) {
        // There is nothing to forget.
    }

    private LogFailed gone() {
        return new LogFailed("shard " + name() + " is gone");
    }
}
