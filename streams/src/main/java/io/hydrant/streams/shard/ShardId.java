package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names a shard in its stream: `shardId-000000000000` and up, never reused in the stream's life.
///
/// @param index 0 to 2^32 - 1
public record ShardId(long index) implements Comparable<ShardId> {
    private static final long INDEX_MAX = (1L << 32) - 1;
    private static final Pattern SHAPE = Pattern.compile("shardId-(\\d{12})");

    public ShardId {
        if (index < 0 || index > INDEX_MAX) {
            throw new InvalidArgument("shard index must be 0 to 2^32 - 1 but was " + index);
        }
    }

    /// Empty when the text has not the shape of a shard id.
    public static Optional<ShardId> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(matcher.group(1));
        return index <= INDEX_MAX ? Optional.of(new ShardId(index)) : Optional.empty();
    }

    @Override
    public int compareTo(ShardId other) {
        return Long.compare(index, other.index);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "shardId-%012d", index);
    }
}
