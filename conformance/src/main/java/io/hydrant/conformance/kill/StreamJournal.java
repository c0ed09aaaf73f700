package io.hydrant.conformance.kill;

import io.hydrant.conformance.stream.RecordSink;

import software.amazon.awssdk.services.kinesis.model.Record;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one reader saw, and whether each record is what a producer put. Safe for use by many
/// threads.
final class StreamJournal implements RecordSink {
    private final String reader;
    private final StreamAttempts attempts;
    private final Map<String, List<Seen>> byShard = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int count;

    /// A record, by the attempt that put it.
    record Seen(BigInteger sequenceNumber, int attempt, long arrivalMillis) {}

    /// @param reader how a violation names it
    StreamJournal(String reader, StreamAttempts attempts) {
        this.reader = reader;
        this.attempts = attempts;
    }

    String reader() {
        return reader;
    }

    @Override
    public void accept(String shardId, Record record) {
        byte[] data = record.data().asByteArrayUnsafe();
        BigInteger number = new BigInteger(record.sequenceNumber());
        Optional<StreamAttempts.Attempt> put =
                ChannelRecord.find(new String(data, StandardCharsets.ISO_8859_1))
                        .flatMap(found -> attempts.find(found.attempt()))
                        .filter(attempt -> Arrays.equals(attempt.data(), data))
                        .filter(
                                attempt ->
                                        attempt.channel()
                                                .partitionKey()
                                                .equals(record.partitionKey()));
        if (put.isEmpty()) {
            violation("%s in %s is what nobody put".formatted(number, shardId));
        } else if (record.approximateArrivalTimestamp() == null) {
            violation("%s in %s has no time of arrival".formatted(number, shardId));
        } else {
            long arrival = record.approximateArrivalTimestamp().toEpochMilli();
            add(shardId, new Seen(number, put.get().id(), arrival));
        }
    }

    synchronized int count() {
        return count;
    }

    /// In the order in which they were read.
    synchronized Map<String, List<Seen>> byShard() {
        Map<String, List<Seen>> copy = new TreeMap<>();
        byShard.forEach((shard, seen) -> copy.put(shard, List.copyOf(seen)));
        return copy;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private synchronized void add(String shardId, Seen seen) {
        List<Seen> before = byShard.computeIfAbsent(shardId, _ -> new ArrayList<>());
        if (!before.isEmpty()) {
            BigInteger last = before.getLast().sequenceNumber();
            if (last.compareTo(seen.sequenceNumber()) >= 0) {
                violation("%s comes after %s in %s".formatted(seen, last, shardId));
            }
        }
        before.add(seen);
        count++;
    }

    private synchronized void violation(String what) {
        violations.add(reader + ": " + what);
    }
}
