package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;

/// The hash keys of one shard, both ends included.
public record HashKeyRange(HashKey start, HashKey end) {
    public static final HashKeyRange ALL = new HashKeyRange(HashKey.MIN, HashKey.MAX);

    public HashKeyRange {
        if (start.compareTo(end) > 0) {
            throw new InvalidArgument("hash key range " + start + "-" + end + " is upside down");
        }
    }

    public boolean contains(HashKey key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) <= 0;
    }
}
