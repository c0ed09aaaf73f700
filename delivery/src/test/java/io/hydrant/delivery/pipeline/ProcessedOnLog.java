package io.hydrant.delivery.pipeline;

import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.log.StreamLog.Purpose;

/// What a function made, in a log.
record ProcessedOnLog(StreamLog in, StreamPartitions.Processed names)
        implements TransformingLane.ProcessedPartitions {
    @Override
    public boolean exist() {
        return in.partitions().contains(names.log());
    }

    @Override
    public LogPartition log() {
        return in.partition(names.log(), Purpose.BOOKKEEPING);
    }

    @Override
    public LogPartition ledger() {
        return in.partition(names.ledger(), Purpose.BOOKKEEPING);
    }
}
