package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;

import java.time.Instant;
import java.util.Optional;

/// A shard of a data stream, read where it lies: others read it too, and only its stream trims it.
///
/// Aggregated records of the Kinesis Producer Library are split into their user records.
public final class ShardLog implements LaneSource {
    private final Shard shard;
    private final Instant from;
    private volatile boolean gone;

    /// @param from records that arrived before it are not read
    public ShardLog(Shard shard, Instant from) {
        this.shard = shard;
        this.from = from;
    }

    public Shard shard() {
        return shard;
    }

    /// The shard expired or its stream was deleted.
    public void vanish() {
        gone = true;
    }

    /// Whether the shard was closed so early that nothing in it is to be read.
    public boolean isOverBeforeStart() {
        return shard.closed().isPresent()
                && !shard.created().isAfter(from)
                && log().offsetAt(from) >= log().endOffset();
    }

    @Override
    public String name() {
        return shard.id() + " of " + shard.stream();
    }

    @Override
    public State state() {
        if (gone) {
            return State.GONE;
        }
        return shard.closed().isPresent() ? State.ENDED : State.GROWING;
    }

    /// A shard that is younger than the reading is read from its first record, even when that has
    /// expired: what is missing can then be told.
    @Override
    public Position start() {
        return shard.created().isAfter(from)
                ? Position.START
                : Position.ofFrame(log().offsetAt(from));
    }

    @Override
    public long horizonOffset() {
        return Math.max(shard.horizonOffset(), log().firstOffset());
    }

    @Override
    public long firstOffset() {
        return log().firstOffset();
    }

    @Override
    public long endOffset() {
        return log().endOffset();
    }

    @Override
    public Extent extentFrom(long offset) {
        return log().extentFrom(offset);
    }

    @Override
    public FrameReader reader(long fromOffset) {
        if (gone) {
            throw new LogFailed("shard " + name() + " is gone");
        }
        if (fromOffset < log().firstOffset()) {
            throw new LogFailed(
                    "frame " + fromOffset + " of shard " + name() + " is not kept any more");
        }
        return log().reader(fromOffset);
    }

    @Override
    public SplitFrame split(StoredFrame frame) {
        return ShardFrame.of(frame).mayHoldAggregates()
                ? SplitFrame.deaggregated(frame)
                : SplitFrame.whole(frame);
    }

    @Override
    public SequenceNumber sequenceNumber(Position at, Instant arrival) {
        RecordPosition position = new RecordPosition(at.offset(), at.record());
        return shard.number(position, arrival);
    }

    @Override
    public Optional<ShardRecords> shardRecords(SplitFrame frame) {
        return Optional.of(new ShardRecords(shard.id(), frame));
    }

    @Override
    public void deliveredBelow(long offset) {
        // The records are not ours to trim.
    }

    private LogPartition log() {
        return shard.log();
    }
}
