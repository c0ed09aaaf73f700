package io.hydrant.conformance.stream;

import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which shards may be read: each one once, and only after all its parents were read to their ends.
/// Safe for use by many threads.
public final class ShardWalk {
    private final Map<String, Set<String>> parentsOfWaiting = new TreeMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Set<String> finished = new TreeSet<>();

    /// @param shards all that there are at the beginning; later ones come as children
    public ShardWalk(List<Shard> shards) {
        Set<String> ids = new TreeSet<>();
        shards.forEach(shard -> ids.add(shard.shardId()));
        for (Shard shard : shards) {
            Set<String> parents = new TreeSet<>(ShardGraph.parents(shard));
            parents.retainAll(ids); // those of the past need not be read
            add(shard.shardId(), parents);
        }
    }

    /// The shards that can be read now and were never given out before.
    public synchronized List<String> takeReady() {
        List<String> ready = new ArrayList<>();
        parentsOfWaiting.forEach(
                (shard, parents) -> {
                    if (finished.containsAll(parents)) {
                        ready.add(shard);
                    }
                });
        ready.forEach(parentsOfWaiting::remove);
        return ready;
    }

    public synchronized void finish(String shardId, List<ChildShard> children) {
        finished.add(shardId);
        for (ChildShard child : children) {
            add(child.shardId(), Set.copyOf(child.parentShards()));
        }
    }

    private synchronized void add(String shardId, Set<String> parents) {
        if (known.add(shardId)) {
            parentsOfWaiting.put(shardId, parents);
        }
    }
}
