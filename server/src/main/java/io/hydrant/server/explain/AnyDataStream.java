package io.hydrant.server.explain;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.StreamState;

import java.time.Instant;
import java.util.List;

/// Every data stream is there, and none has shards.
final class AnyDataStream implements ShardDirectory {
    @Override
    public List<Shard> shards(DataStreamId stream) {
        return List.of();
    }

    @Override
    public StreamState state(DataStreamId stream) {
        return new StreamState(Instant.EPOCH, true, false);
    }

    @Override
    public Watch watch(DataStreamId stream, Runnable changed) {
        return () -> {};
    }
}
