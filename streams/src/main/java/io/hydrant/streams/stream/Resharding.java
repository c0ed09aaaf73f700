package io.hydrant.streams.stream;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Changes a map of shards by splits and merges. Each step leaves all hash keys covered once, so
/// that whoever follows parents and children finds every record. For one thread.
///
/// Scaling first splits wherever a new range starts inside a shard, then merges what lies in one
/// new range. What it splits and merges in between is closed as soon as it is there and never holds
/// a record.
final class Resharding {
    private final TreeMap<ShardId, StoredShard> shards = new TreeMap<>();
    private final Instant now;
    private long nextIndex;

    Resharding(ShardMap before, Instant now) {
        before.all().forEach(shard -> shards.put(shard.id(), shard));
        this.nextIndex = before.nextIndex();
        this.now = now;
    }

    void apply(Reshard wish) {
        switch (wish) {
            case Reshard.Split(ShardId shard, HashKey at) -> split(openShard(shard), at);
            case Reshard.Merge(ShardId shard, ShardId adjacent) ->
                    merge(openShard(shard), openShard(adjacent));
            case Reshard.Scale(int shardCount) -> scale(EvenRanges.of(shardCount));
        }
    }

    ShardMap outcome() {
        return new ShardMap(List.copyOf(shards.values()), nextIndex, Optional.empty());
    }

    private void scale(List<HashKeyRange> targets) {
        TreeSet<HashKey> starts = new TreeSet<>();
        targets.forEach(target -> starts.add(target.start()));
        List<StoredShard> pieces = new ArrayList<>();
        for (StoredShard shard : outcome().open()) {
            HashKeyRange range = shard.range();
            List<HashKey> cuts =
                    List.copyOf(starts.subSet(range.start(), false, range.end(), true));
            splitAt(shard, cuts, pieces);
        }
        int from = 0;
        for (HashKeyRange target : targets) {
            int to = from;
            while (to < pieces.size() && target.contains(pieces.get(to).range().start())) {
                to++;
            }
            mergeAll(pieces.subList(from, to));
            from = to;
        }
    }

    /// In the middle first, so that lines of descent stay short.
    private void splitAt(StoredShard shard, List<HashKey> cuts, List<StoredShard> pieces) {
        if (cuts.isEmpty()) {
            pieces.add(shard);
            return;
        }
        int middle = cuts.size() / 2;
        List<StoredShard> children = split(shard, cuts.get(middle));
        splitAt(children.get(0), cuts.subList(0, middle), pieces);
        splitAt(children.get(1), cuts.subList(middle + 1, cuts.size()), pieces);
    }

    private StoredShard mergeAll(List<StoredShard> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst();
        }
        int middle = pieces.size() / 2;
        return merge(
                mergeAll(pieces.subList(0, middle)),
                mergeAll(pieces.subList(middle, pieces.size())));
    }

    private List<StoredShard> split(StoredShard parent, HashKey at) {
        HashKeyRange lower = new HashKeyRange(parent.range().start(), EvenRanges.below(at));
        HashKeyRange upper = new HashKeyRange(at, parent.range().end());
        close(parent);
        return List.of(child(lower, List.of(parent)), child(upper, List.of(parent)));
    }

    private StoredShard merge(StoredShard lower, StoredShard upper) {
        if (!EvenRanges.adjacent(lower.range(), upper.range())) {
            throw new InvalidArgument(lower.id() + " and " + upper.id() + " do not touch");
        }
        close(lower);
        close(upper);
        return child(
                new HashKeyRange(lower.range().start(), upper.range().end()),
                List.of(lower, upper));
    }

    private StoredShard child(HashKeyRange range, List<StoredShard> parents) {
        // a second after the parents' ends, as the service has it
        long createdSeconds = now.getEpochSecond() + 1;
        Instant created = now;
        for (StoredShard parent : parents) {
            createdSeconds = Math.max(createdSeconds, parent.createdSeconds() + 1);
            created = parent.created().isAfter(created) ? parent.created() : created;
        }
        StoredShard child =
                new StoredShard(
                        new ShardId(nextIndex++),
                        range,
                        parents.stream().map(StoredShard::id).toList(),
                        created,
                        createdSeconds,
                        Optional.empty());
        shards.put(child.id(), child);
        return child;
    }

    private void close(StoredShard parent) {
        Instant at = parent.created().isAfter(now) ? parent.created() : now;
        shards.put(parent.id(), parent.closedAt(at));
    }

    private StoredShard openShard(ShardId id) {
        StoredShard shard = shards.get(id);
        if (shard == null || !shard.open()) {
            throw new InvalidArgument(id + " is not open");
        }
        return shard;
    }
}
