package io.hydrant.conformance.kill;

import io.hydrant.conformance.stream.Aggregation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What the producers tried and what they were told. Safe for use by many threads.
final class StreamAttempts {
    private final List<Attempt> all = new ArrayList<>();
    private final Map<Integer, Position> acknowledged = new TreeMap<>();

    /// Where a record of the stream is.
    record Position(String shardId, BigInteger sequenceNumber) {}

    /// One attempt to put one record of the stream, which holds one user record or an aggregate.
    ///
    /// @param firstNumber of its user records
    record Attempt(Channel channel, int id, int firstNumber, int count) {
        ChannelRecord record(int place) {
            return new ChannelRecord(channel.id(), id, place, firstNumber + place);
        }

        /// What is put: it follows from the attempt, so that what is read can be compared.
        byte[] data() {
            return switch (channel.kind()) {
                case BY_KEY, BY_HASH_KEY -> userRecord(0);
                case AGGREGATED ->
                        Aggregation.of(
                                channel.userKeys(count),
                                channel.hash().toString(),
                                IntStream.range(0, count).mapToObj(this::userRecord).toList());
            };
        }

        private byte[] userRecord(int place) {
            return (record(place).line() + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    synchronized Attempt begin(Channel channel, int firstNumber, int count) {
        Attempt attempt = new Attempt(channel, all.size(), firstNumber, count);
        all.add(attempt);
        return attempt;
    }

    synchronized void acknowledge(Attempt attempt, Position position) {
        acknowledged.put(attempt.id(), position);
    }

    synchronized Optional<Attempt> find(int id) {
        return id < all.size() ? Optional.of(all.get(id)) : Optional.empty();
    }

    synchronized List<Attempt> all() {
        return List.copyOf(all);
    }

    /// By number of the attempt.
    synchronized Map<Integer, Position> acknowledged() {
        return new TreeMap<>(acknowledged);
    }
}
