package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.subrecord.SubRecords;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.SequenceNumber;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// A source whose records are taken apart into sub-records, by rules that may change from a frame
/// on. What was read by one rule stays so, as positions of sub-records are kept.
public final class DividedSource implements LaneSource {
    private final LaneSource records;
    private final ConcurrentSkipListMap<Long, SubRecords> rules = new ConcurrentSkipListMap<>();

    public DividedSource(LaneSource records) {
        this.records = records;
    }

    @Override
    public void divide(long fromOffset, SubRecordRules by) {
        rules.tailMap(fromOffset).clear();
        rules.put(fromOffset, SubRecords.by(by));
    }

    @Override
    public LaneSource undivided() {
        return records;
    }

    @Override
    public SplitFrame split(StoredFrame frame) {
        SplitFrame whole = records.split(frame);
        Map.Entry<Long, SubRecords> rule = rules.floorEntry(frame.offset());
        return rule == null || rule.getValue().isNothing() ? whole : whole.divided(rule.getValue());
    }

    @Override
    public String name() {
        return records.name();
    }

    @Override
    public State state() {
        return records.state();
    }

    @Override
    public Position start() {
        return records.start();
    }

    @Override
    public long horizonOffset() {
        return records.horizonOffset();
    }

    @Override
    public long firstOffset() {
        return records.firstOffset();
    }

    @Override
    public long endOffset() {
        return records.endOffset();
    }

    @Override
    public Extent extentFrom(long offset) {
        return records.extentFrom(offset);
    }

    @Override
    public FrameReader reader(long fromOffset) {
        return records.reader(fromOffset);
    }

    @Override
    public SequenceNumber sequenceNumber(Position position, Instant arrival) {
        return records.sequenceNumber(position, arrival);
    }

    @Override
    public Optional<ShardRecords> shardRecords(SplitFrame frame) {
        return records.shardRecords(frame);
    }

    @Override
    public void deliveredBelow(long offset) {
        records.deliveredBelow(offset);
    }
}
