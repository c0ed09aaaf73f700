package io.hydrant.functions.mapping.engine.position;

import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import java.util.Comparator;

/// Names a shard among all shards that a data stream of one name ever had, also before it was
/// deleted and created anew.
///
/// @param streamCreatedMillis creation of the data stream, since 1970
public record ShardKey(long streamCreatedMillis, ShardId shard) implements Comparable<ShardKey> {
    private static final Comparator<ShardKey> ORDER =
            Comparator.comparingLong(ShardKey::streamCreatedMillis).thenComparing(ShardKey::shard);

    public static ShardKey of(Shard shard) {
        return new ShardKey(shard.streamCreated().toEpochMilli(), shard.id());
    }

    @Override
    public int compareTo(ShardKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return streamCreatedMillis + "/" + shard;
    }
}
