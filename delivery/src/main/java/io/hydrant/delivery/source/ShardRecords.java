package io.hydrant.delivery.source;

import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;

import java.nio.ByteBuffer;

/// What a data stream knows of the records of a frame beside their data. Valid as long as the
/// frame.
public final class ShardRecords {
    private final ShardId shard;
    private final SplitFrame split;
    private final ShardFrame frame;

    ShardRecords(ShardId shard, SplitFrame split) {
        this.shard = shard;
        this.split = split;
        this.frame = ShardFrame.of(split.frame());
    }

    public ShardId shard() {
        return shard;
    }

    /// The partition key of record `index`, UTF-8; of a user record its own.
    public ByteBuffer partitionKey(int index) {
        return split.partitionKey(index, frame);
    }
}
