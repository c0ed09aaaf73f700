package io.hydrant.benchmarks;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The only shard of a stream named `clicks`.
record OneShard(LogPartition log) implements Shard {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public DataStreamId stream() {
        return new DataStreamId(AccountId.DEFAULT, new Region("us-east-1"), "clicks");
    }

    @Override
    public Instant streamCreated() {
        return CREATED;
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
    public Instant created() {
        return CREATED;
    }

    @Override
    public long createdSeconds() {
        return CREATED.getEpochSecond();
    }

    @Override
    public Optional<Instant> closed() {
        return Optional.empty();
    }

    @Override
    public long horizonOffset() {
        return log.firstOffset();
    }
}
