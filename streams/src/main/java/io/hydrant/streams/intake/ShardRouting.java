package io.hydrant.streams.intake;

import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.Shard;

import java.util.List;

/// Finds the shard that a hash key falls to.
public final class ShardRouting {
    private ShardRouting() {}

    /// @param shards cover all hash keys in the order of their ranges
    /// @return an index in the list
    public static int indexOf(HashKey key, List<Shard> shards) {
        int low = 0;
        int high = shards.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (shards.get(middle).range().start().compareTo(key) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
