package io.hydrant.cli.producer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The shards of a stream that take records, and which record each of them takes.
///
/// A record goes to the shard whose range holds its hash key: the explicit one, else the MD5 of the
/// partition key as an unsigned number.
public final class OpenShards {
    private final NavigableMap<BigInteger, OpenShard> byStart = new TreeMap<>();

    /// @param firstHash of its range, decimal
    /// @param lastHash of its range, decimal
    public record OpenShard(String id, BigInteger firstHash, BigInteger lastHash) {
        boolean holds(BigInteger hash) {
            return firstHash.compareTo(hash) <= 0 && hash.compareTo(lastHash) <= 0;
        }
    }

    OpenShards(List<OpenShard> shards) {
        shards.forEach(shard -> byStart.put(shard.firstHash(), shard));
    }

    /// In the order of their ranges.
    public List<OpenShard> all() {
        return List.copyOf(byStart.values());
    }

    /// The shard that takes a record; empty while a stream changes its shards.
    Optional<OpenShard> of(BigInteger hash) {
        return Optional.ofNullable(byStart.floorEntry(hash))
                .map(Map.Entry::getValue)
                .filter(shard -> shard.holds(hash));
    }

    Optional<OpenShard> named(String id) {
        return byStart.values().stream().filter(shard -> shard.id().equals(id)).findFirst();
    }

    static BigInteger hash(OutgoingRecord outgoing) {
        return outgoing.explicitHashKey()
                .map(BigInteger::new)
                .orElseGet(() -> md5(outgoing.partitionKey()));
    }

    private static BigInteger md5(String partitionKey) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5")
                            .digest(partitionKey.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
