package io.hydrant.delivery.source;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.StreamState;

import java.util.List;

/// For servers without data streams: none is ever there.
public final class NoDataStreams implements ShardDirectory {
    @Override
    public List<Shard> shards(DataStreamId stream) {
        throw new DataStreamNotFound(stream);
    }

    @Override
    public StreamState state(DataStreamId stream) {
        throw new DataStreamNotFound(stream);
    }

    @Override
    public Watch watch(DataStreamId stream, Runnable changed) {
        return () -> {};
    }
}
