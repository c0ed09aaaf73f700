package io.hydrant.streams.stream;

import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.ShardId;

/// How a user wants a stream's shards changed.
public sealed interface Reshard {
    /// @param at where the upper child starts: inside the shard's range, not at its start
    record Split(ShardId shard, HashKey at) implements Reshard {}

    /// @param shard the lower of the two
    /// @param adjacent starts where the other ends
    record Merge(ShardId shard, ShardId adjacent) implements Reshard {}

    /// @param shardCount of equal width
    record Scale(int shardCount) implements Reshard {}
}
