package io.hydrant.streams.shard;

/// The shard was split or merged meanwhile: records go to its children.
public final class ShardClosed extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public ShardClosed(DataStreamId stream, ShardId shard) {
        super("shard " + shard + " of " + stream + " is closed");
    }
}
