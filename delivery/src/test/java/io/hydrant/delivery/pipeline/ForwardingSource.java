package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ShardRecords;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.SequenceNumber;

import java.time.Instant;
import java.util.Optional;

/// A source that tells when the records of a frame were taken apart.
abstract class ForwardingSource implements LaneSource {
    private final LaneSource inner;

    ForwardingSource(LaneSource inner) {
        this.inner = inner;
    }

    abstract void noteDivided();

    @Override
    public SplitFrame split(StoredFrame frame) {
        SplitFrame split = inner.split(frame);
        if (!split.isWhole()) {
            noteDivided();
        }
        return split;
    }

    @Override
    public void divide(long fromOffset, SubRecordRules rules) {
        inner.divide(fromOffset, rules);
    }

    @Override
    public LaneSource undivided() {
        return inner.undivided();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public State state() {
        return inner.state();
    }

    @Override
    public Position start() {
        return inner.start();
    }

    @Override
    public long horizonOffset() {
        return inner.horizonOffset();
    }

    @Override
    public long firstOffset() {
        return inner.firstOffset();
    }

    @Override
    public long endOffset() {
        return inner.endOffset();
    }

    @Override
    public Extent extentFrom(long offset) {
        return inner.extentFrom(offset);
    }

    @Override
    public FrameReader reader(long fromOffset) {
        return inner.reader(fromOffset);
    }

    @Override
    public SequenceNumber sequenceNumber(Position position, Instant arrival) {
        return inner.sequenceNumber(position, arrival);
    }

    @Override
    public Optional<ShardRecords> shardRecords(SplitFrame frame) {
        return inner.shardRecords(frame);
    }

    @Override
    public void deliveredBelow(long offset) {
        inner.deliveredBelow(offset);
    }
}
