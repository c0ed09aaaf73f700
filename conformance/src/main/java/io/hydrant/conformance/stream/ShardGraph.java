package io.hydrant.conformance.stream;

import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The shards of a stream as `ListShards` gave them, and whether they make sense to a consumer.
///
/// Source of the rules: the periodic audit of the Kinesis Client Library, and the API Reference of
/// Kinesis Data Streams, `Shard`.
public record ShardGraph(List<Shard> shards) {
    private static final BigInteger HASH_END = BigInteger.TWO.pow(128);
    private static final Comparator<Shard> BY_HASH = Comparator.comparing(ShardGraph::hashFirst);

    public ShardGraph {
        shards = List.copyOf(shards);
    }

    public static ShardGraph of(KinesisClient kinesis, String stream) {
        List<Shard> shards = new ArrayList<>();
        ListShardsResponse page = kinesis.listShards(list -> list.streamName(stream));
        shards.addAll(page.shards());
        while (page.nextToken() != null) {
            page =
                    kinesis.listShards(
                            ListShardsRequest.builder().nextToken(page.nextToken()).build());
            shards.addAll(page.shards());
        }
        return new ShardGraph(shards);
    }

    public static Set<String> parents(Shard shard) {
        return Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                .filter(parent -> parent != null)
                .collect(Collectors.toSet());
    }

    public static BigInteger hashFirst(Shard shard) {
        return new BigInteger(shard.hashKeyRange().startingHashKey());
    }

    public static BigInteger hashLast(Shard shard) {
        return new BigInteger(shard.hashKeyRange().endingHashKey());
    }

    public static boolean isOpen(Shard shard) {
        return shard.sequenceNumberRange().endingSequenceNumber() == null;
    }

    /// Those that take records, by hash key.
    public List<Shard> open() {
        return shards.stream().filter(ShardGraph::isOpen).sorted(BY_HASH).toList();
    }

    /// What a consumer would stumble over; empty when all is well.
    public List<String> audit() {
        List<String> violations = new ArrayList<>();
        Map<String, Shard> byId =
                shards.stream()
                        .collect(
                                Collectors.toMap(Shard::shardId, Function.identity(), (a, _) -> a));
        if (byId.size() < shards.size()) {
            violations.add("a shard is listed twice: " + ids(shards));
        }
        if (!ids(shards).equals(ids(shards).stream().sorted().toList())) {
            violations.add("the shards are not listed in order: " + ids(shards));
        }
        auditCover("the open shards", "0", HASH_END, open(), violations);
        for (Shard shard : shards) {
            auditParents(shard, byId, violations);
            auditChildren(shard, violations);
        }
        return violations;
    }

    private void auditParents(Shard shard, Map<String, Shard> byId, List<String> violations) {
        BigInteger first = new BigInteger(shard.sequenceNumberRange().startingSequenceNumber());
        for (String parentId : parents(shard)) {
            Shard parent = byId.get(parentId);
            if (parent == null) {
                continue; // past its retention
            }
            if (isOpen(parent)) {
                violations.add(parentId + " is open and has the child " + shard.shardId());
                continue;
            }
            String end = parent.sequenceNumberRange().endingSequenceNumber();
            if (first.compareTo(new BigInteger(end)) <= 0) {
                violations.add(
                        "%s begins at %s, not after the end of its parent %s at %s"
                                .formatted(shard.shardId(), first, parentId, end));
            }
        }
    }

    private void auditChildren(Shard shard, List<String> violations) {
        List<Shard> children =
                shards.stream()
                        .filter(child -> parents(child).contains(shard.shardId()))
                        .sorted(BY_HASH)
                        .toList();
        if (isOpen(shard)) {
            return;
        }
        if (children.size() == 1 && parents(children.getFirst()).size() == 2) {
            List<Shard> both =
                    shards.stream()
                            .filter(one -> parents(children.getFirst()).contains(one.shardId()))
                            .sorted(BY_HASH)
                            .toList();
            HashKeyRange merged = children.getFirst().hashKeyRange();
            BigInteger end = new BigInteger(merged.endingHashKey()).add(BigInteger.ONE);
            String what = "the parents of " + children.getFirst().shardId();
            auditCover(what, merged.startingHashKey(), end, both, violations);
            return;
        }
        BigInteger end = hashLast(shard).add(BigInteger.ONE);
        String what = "the children of " + shard.shardId();
        auditCover(what, shard.hashKeyRange().startingHashKey(), end, children, violations);
    }

    /// @param from where the first must begin
    /// @param end one past where the last must end
    private static void auditCover(
            String what, String from, BigInteger end, List<Shard> parts, List<String> violations) {
        BigInteger next = new BigInteger(from);
        for (Shard part : parts) {
            if (!hashFirst(part).equals(next)) {
                violations.add(
                        "%s: %s begins at %s, not at %s"
                                .formatted(what, part.shardId(), hashFirst(part), next));
            }
            next = hashLast(part).add(BigInteger.ONE);
        }
        if (!next.equals(end)) {
            violations.add("%s end before %s, not %s: %s".formatted(what, next, end, ids(parts)));
        }
    }

    /// The shards of a hash key from the oldest to the open one.
    public List<String> lineage(BigInteger hash) {
        List<Shard> holding =
                new ArrayList<>(
                        shards.stream()
                                .filter(shard -> hashFirst(shard).compareTo(hash) <= 0)
                                .filter(shard -> hashLast(shard).compareTo(hash) >= 0)
                                .toList());
        List<String> ordered = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        Set<String> ids = new HashSet<>(ids(holding));
        while (!holding.isEmpty()) {
            Shard next =
                    holding.stream()
                            .filter(shard -> placed.containsAll(within(parents(shard), ids)))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("a circle of parents"));
            holding.remove(next);
            placed.add(next.shardId());
            ordered.add(next.shardId());
        }
        return ordered;
    }

    private static Set<String> within(Set<String> some, Set<String> all) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(all);
        return both;
    }

    private static List<String> ids(List<Shard> some) {
        return some.stream().map(Shard::shardId).toList();
    }
}
