package io.hydrant.delivery.explain;

import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The only shard of a data stream that was created when the sample arrived.
record SampleShard(DataStreamId stream, Instant created, LogPartition log) implements Shard {
    @Override
    public Instant streamCreated() {
        return created;
    }

    @Override
    public ShardId id() {
        return new ShardId(0);
    }

    @Override
    public HashKeyRange range() {
        return HashKeyRange.ALL;
    }

    @Override
    public List<ShardId> parents() {
        return List.of();
    }

    @Override
    public long createdSeconds() {
        return created.getEpochSecond();
    }

    @Override
    public Optional<Instant> closed() {
        return Optional.empty();
    }

    @Override
    public long horizonOffset() {
        return 0;
    }
}
