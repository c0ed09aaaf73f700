package io.hydrant.streams.shard;

import io.hydrant.streams.log.LogPartition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A shard of [MemoryStreams]; its records are in whatever log the test gave.
final class MemoryShard implements Shard {
    private final DataStreamId stream;
    private final Instant streamCreated;
    private final ShardId id;
    private final HashKeyRange range;
    private final List<ShardId> parents;
    private final Instant created;
    private final long createdSeconds;
    private final LogPartition log;
    private volatile Optional<Instant> closed = Optional.empty();
    private volatile long horizonOffset;

    MemoryShard(
            MemoryStreams.Stream owner,
            ShardId id,
            HashKeyRange range,
            List<MemoryShard> parents,
            Instant created) {
        this.stream = owner.id();
        this.streamCreated = owner.created();
        this.id = id;
        this.range = range;
        this.parents = parents.stream().map(MemoryShard::id).toList();
        this.created = created;
        this.createdSeconds =
                parents.stream()
                        .mapToLong(parent -> parent.closed().orElseThrow().getEpochSecond() + 1)
                        .reduce(created.getEpochSecond(), Math::max);
        this.log = owner.partition(id);
    }

    @Override
    public DataStreamId stream() {
        return stream;
    }

    @Override
    public Instant streamCreated() {
        return streamCreated;
    }

    @Override
    public ShardId id() {
        return id;
    }

    @Override
    public HashKeyRange range() {
        return range;
    }

    @Override
    public List<ShardId> parents() {
        return parents;
    }

    @Override
    public Instant created() {
        return created;
    }

    @Override
    public long createdSeconds() {
        return createdSeconds;
    }

    @Override
    public Optional<Instant> closed() {
        return closed;
    }

    @Override
    public LogPartition log() {
        return log;
    }

    @Override
    public long horizonOffset() {
        return Math.max(horizonOffset, log.firstOffset());
    }

    void close(Instant now) {
        closed = Optional.of(now);
    }

    void moveHorizon(long offset) {
        horizonOffset = offset;
    }
}
