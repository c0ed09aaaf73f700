package io.hydrant.streams.intake;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;

/// The records of a put that went to one shard and met one fate.
public sealed interface Portion {
    Shard shard();

    /// They are durable.
    ///
    /// @param first the number of the first of them in the order of the put; those of the others
    ///   follow one by one
    record Kept(Shard shard, SequenceNumber first) implements Portion {}

    /// They are beyond the shard's write quota.
    record Throttled(Shard shard) implements Portion {}

    /// They could not be kept.
    record Failed(Shard shard, HydrantException cause) implements Portion {}
}
