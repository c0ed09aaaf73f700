package io.hydrant.conformance.kill;

import io.hydrant.conformance.stream.Aggregation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A sequence of records that must stay in order: all of them go to the shard of one hash key, and
/// one is put only when the fate of the one before is known.
///
/// @param id counts up over all producers
record Channel(int id) {
    private static final int KINDS = 4;
    private static final BigInteger HASH_END = BigInteger.TWO.pow(128);

    /// The partition key of every aggregate that the Kinesis Producer Library puts.
    private static final String AGGREGATE_KEY = "a";

    /// How its records find their shard.
    enum Kind {
        /// By the hash of their partition key.
        BY_KEY,
        /// By a hash key of their own.
        BY_HASH_KEY,
        /// Many in one, by the hash key that the aggregate carries.
        AGGREGATED
    }

    Kind kind() {
        return switch (id % KINDS) {
            case 0, 1 -> Kind.BY_KEY;
            case 2 -> Kind.BY_HASH_KEY;
            default -> Kind.AGGREGATED;
        };
    }

    /// The key that a put names.
    String partitionKey() {
        return kind() == Kind.AGGREGATED ? AGGREGATE_KEY : "clé-" + id;
    }

    Optional<String> explicitHashKey() {
        return kind() == Kind.BY_KEY ? Optional.empty() : Optional.of(hash().toString());
    }

    /// Where its records belong.
    BigInteger hash() {
        String hashed = kind() == Kind.BY_KEY ? partitionKey() : "channel " + id;
        byte[] digest = Aggregation.md5(hashed.getBytes(StandardCharsets.UTF_8));
        return new BigInteger(1, digest).mod(HASH_END);
    }

    /// The keys of the user records in an aggregate.
    List<String> userKeys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "user-" + i % 3).toList();
    }
}
