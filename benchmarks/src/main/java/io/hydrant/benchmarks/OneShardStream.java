package io.hydrant.benchmarks;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.StreamState;
import io.hydrant.streams.shard.WritableStream;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A data stream that never changes.
record OneShardStream(Shard shard) implements WritableStream, ShardDirectory {
    @Override
    public DataStreamId id() {
        return shard.stream();
    }

    @Override
    public boolean encrypted() {
        return false;
    }

    @Override
    public int recordBytesMax() {
        return 1 << 20;
    }

    @Override
    public boolean quotasHold() {
        return false;
    }

    @Override
    public List<Shard> openShards() {
        return List.of(shard);
    }

    @Override
    public CompletableFuture<Appended> append(Shard target, Frame frame) {
        return target.log().append(frame);
    }

    @Override
    public List<Shard> shards(DataStreamId stream) {
        return openShards();
    }

    @Override
    public StreamState state(DataStreamId stream) {
        return new StreamState(shard.streamCreated(), true, false);
    }

    @Override
    public Watch watch(DataStreamId stream, Runnable changed) {
        return () -> {};
    }
}
