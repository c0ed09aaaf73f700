package io.hydrant.streams.quota;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ThroughputExceeded;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The limits of every shard they hold for. Safe for use by many threads.
public final class ShardQuotas {
    private final Map<Key, ShardLimits> limits = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public ShardQuotas(InstantSource clock) {
        this.clock = clock;
    }

    public ShardLimits of(Shard shard) {
        return limits.computeIfAbsent(
                new Key(shard.stream(), shard.streamCreated(), shard.id()),
                _ -> new ShardLimits(clock));
    }

    /// Forgets a stream that is gone.
    public void forget(DataStreamId stream) {
        limits.keySet().removeIf(key -> key.stream.equals(stream));
    }

    /// As the service words it.
    public static String rateExceeded(Shard shard) {
        return "Rate exceeded for shard %s in stream %s under account %s."
                .formatted(shard.id(), shard.stream().name(), shard.stream().account());
    }

    public static ThroughputExceeded exceeded(Shard shard) {
        return new ThroughputExceeded(rateExceeded(shard));
    }

    private record Key(DataStreamId stream, Instant streamCreated, ShardId shard) {}
}
