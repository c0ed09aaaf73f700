package io.hydrant.streams.stream;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.HashKeyRange;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Divides all hash keys into ranges of equal width; the last takes what is left over.
final class EvenRanges {
    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);

    private EvenRanges() {}

    /// @param count at least 1
    static List<HashKeyRange> of(int count) {
        if (count < 1) {
            throw new InvalidArgument("count must be at least 1 but was " + count);
        }
        BigInteger width = KEYS.divide(BigInteger.valueOf(count));
        List<HashKeyRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            BigInteger start = width.multiply(BigInteger.valueOf(i));
            HashKey end =
                    i == count - 1
                            ? HashKey.MAX
                            : HashKey.of(start.add(width).subtract(BigInteger.ONE));
            ranges.add(new HashKeyRange(HashKey.of(start), end));
        }
        return ranges;
    }

    /// The key right below another, which must not be the least.
    static HashKey below(HashKey key) {
        return HashKey.of(key.toBigInteger().subtract(BigInteger.ONE));
    }

    /// Whether a range starts right where another ends.
    static boolean adjacent(HashKeyRange lower, HashKeyRange upper) {
        return !upper.start().equals(HashKey.MIN) && below(upper.start()).equals(lower.end());
    }
}
