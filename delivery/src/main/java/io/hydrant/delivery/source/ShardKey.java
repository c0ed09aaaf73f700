package io.hydrant.delivery.source;

import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names a shard among all shards that a data stream of one name ever had, also before it was
/// deleted and created anew.
///
/// @param streamCreated of the data stream, to the millisecond
public record ShardKey(Instant streamCreated, ShardId shard) implements Comparable<ShardKey> {
    private static final Comparator<ShardKey> ORDER =
            Comparator.comparing(ShardKey::streamCreated).thenComparing(ShardKey::shard);
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})-(shardId-\\d{12})");

    public ShardKey {
        streamCreated = Instant.ofEpochMilli(streamCreated.toEpochMilli());
    }

    public static ShardKey of(Shard shard) {
        return new ShardKey(shard.streamCreated(), shard.id());
    }

    /// A shard of the same stream.
    public ShardKey sibling(ShardId other) {
        return new ShardKey(streamCreated, other);
    }

    /// Reads what [#toString()] wrote; empty when it did not.
    public static Optional<ShardKey> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Instant created = Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
        return ShardId.parse(matcher.group(2)).map(shard -> new ShardKey(created, shard));
    }

    @Override
    public int compareTo(ShardKey other) {
        return ORDER.compare(this, other);
    }

    /// Safe as part of a partition's name, such as `1763648706000-shardId-000000000000`.
    @Override
    public String toString() {
        return streamCreated.toEpochMilli() + "-" + shard;
    }
}
