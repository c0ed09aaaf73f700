package io.hydrant.conformance.kill;

import io.hydrant.conformance.kill.StreamAttempts.Attempt;
import io.hydrant.conformance.kill.StreamAttempts.Position;
import io.hydrant.conformance.kill.StreamJournal.Seen;
import io.hydrant.conformance.stream.ShardGraph;

import software.amazon.awssdk.services.kinesis.model.Shard;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Holds what is in the stream at the end of a run against what the producers were told, and what
/// each reader saw against what is there.
final class StreamAudit {
    private final ShardGraph graph;
    private final Map<String, List<Seen>> truth;
    private final StreamAttempts attempts;
    private final List<String> violations = new ArrayList<>();

    /// @param truth everything in the stream, read at once
    StreamAudit(ShardGraph graph, StreamJournal truth, StreamAttempts attempts) {
        this.graph = graph;
        this.truth = truth.byShard();
        this.attempts = attempts;
        violations.addAll(truth.violations());
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /// The attempts whose record is in the stream.
    List<Attempt> stored() {
        List<Attempt> all = attempts.all();
        return truth.values().stream()
                .flatMap(List::stream)
                .map(one -> all.get(one.attempt()))
                .toList();
    }

    /// Nothing that was acknowledged is missing or elsewhere, nothing is there twice, and all is in
    /// the shard that it belongs to.
    void auditStream() {
        violations.addAll(graph.audit());
        Map<Integer, Position> positions = new HashMap<>();
        truth.forEach(
                (shard, records) -> {
                    for (Seen seen : records) {
                        Position here = new Position(shard, seen.sequenceNumber());
                        Position other = positions.put(seen.attempt(), here);
                        if (other != null) {
                            violations.add("%s is at %s and %s".formatted(seen, other, here));
                        }
                    }
                });
        attempts.acknowledged()
                .forEach(
                        (id, promised) -> {
                            if (!promised.equals(positions.get(id))) {
                                violations.add(
                                        "attempt %d was acknowledged at %s and is at %s"
                                                .formatted(id, promised, positions.get(id)));
                            }
                        });
        graph.shards().forEach(this::auditShard);
        auditOrder();
    }

    private void auditShard(Shard shard) {
        BigInteger first = new BigInteger(shard.sequenceNumberRange().startingSequenceNumber());
        String end = shard.sequenceNumberRange().endingSequenceNumber();
        List<Attempt> all = attempts.all();
        for (Seen seen : truth.getOrDefault(shard.shardId(), List.of())) {
            BigInteger hash = all.get(seen.attempt()).channel().hash();
            if (hash.compareTo(ShardGraph.hashFirst(shard)) < 0
                    || hash.compareTo(ShardGraph.hashLast(shard)) > 0) {
                violations.add(seen + " does not belong to " + shard.shardId());
            }
            boolean early = seen.sequenceNumber().compareTo(first) < 0;
            boolean late = end != null && seen.sequenceNumber().compareTo(new BigInteger(end)) > 0;
            if (early || late) {
                violations.add(
                        "%s is not within %s of %s"
                                .formatted(seen, shard.sequenceNumberRange(), shard.shardId()));
            }
        }
    }

    /// Attempts of a channel were made one after another, so they must be read in that order, from
    /// the first shard of the channel's hash key to the last.
    private void auditOrder() {
        Map<String, Map<Channel, List<Seen>>> byShard = new TreeMap<>();
        Set<Channel> channels = new TreeSet<>((a, b) -> Integer.compare(a.id(), b.id()));
        List<Attempt> all = attempts.all();
        truth.forEach(
                (shard, records) -> {
                    Map<Channel, List<Seen>> byChannel = new HashMap<>();
                    for (Seen seen : records) {
                        Channel channel = all.get(seen.attempt()).channel();
                        channels.add(channel);
                        byChannel.computeIfAbsent(channel, _ -> new ArrayList<>()).add(seen);
                    }
                    byShard.put(shard, byChannel);
                });
        for (Channel channel : channels) {
            List<Seen> ordered =
                    graph.lineage(channel.hash()).stream()
                            .map(shard -> byShard.getOrDefault(shard, Map.of()))
                            .flatMap(shard -> shard.getOrDefault(channel, List.of()).stream())
                            .toList();
            auditOrder(channel, ordered);
        }
    }

    private void auditOrder(Channel channel, List<Seen> ordered) {
        for (int i = 1; i < ordered.size(); i++) {
            Seen before = ordered.get(i - 1);
            Seen after = ordered.get(i);
            if (before.attempt() >= after.attempt()) {
                violations.add("%s: %s is before %s".formatted(channel, before, after));
            }
            if (before.sequenceNumber().compareTo(after.sequenceNumber()) >= 0) {
                violations.add(
                        "%s: the numbers of %s and %s fall".formatted(channel, before, after));
            }
        }
    }

    /// A reader must have seen exactly what is there, in the order of each shard.
    void auditReader(StreamJournal reader) {
        violations.addAll(reader.violations());
        Map<String, List<Seen>> seen = reader.byShard();
        Set<String> shards = new TreeSet<>(truth.keySet());
        shards.addAll(seen.keySet());
        for (String shard : shards) {
            List<Seen> there = truth.getOrDefault(shard, List.of());
            List<Seen> read = seen.getOrDefault(shard, List.of());
            if (!there.equals(read)) {
                violations.add("%s: %s".formatted(reader.reader(), difference(shard, there, read)));
            }
        }
    }

    private static String difference(String shard, List<Seen> there, List<Seen> read) {
        int same = 0;
        while (same < Math.min(there.size(), read.size())
                && there.get(same).equals(read.get(same))) {
            same++;
        }
        return "%s has %d records and %d were read; record %d is %s and was read as %s"
                .formatted(
                        shard,
                        there.size(),
                        read.size(),
                        same,
                        same < there.size() ? there.get(same) : "absent",
                        same < read.size() ? read.get(same) : "absent");
    }
}
