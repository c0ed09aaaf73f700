package io.hydrant.streams.retrieval;

import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;

/// Neighbouring records of one frame. Valid as long as the frame: until its reader moves on.
///
/// @param first index of the first record in the frame
/// @param count at least 1
public record RecordRange(Shard shard, ShardFrame frame, int first, int count) {
    /// One more than the index of the last record.
    public int end() {
        return first + count;
    }

    public RecordPosition position() {
        return new RecordPosition(frame.frame().offset(), first);
    }

    /// The number of the first record; those of the others follow one by one.
    public SequenceNumber firstNumber() {
        return shard.number(position(), frame.frame().arrival());
    }

    public SequenceNumber lastNumber() {
        return shard.number(
                new RecordPosition(frame.frame().offset(), end() - 1), frame.frame().arrival());
    }
}
