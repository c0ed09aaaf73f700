package io.hydrant.delivery.source;

import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Decides which shards of a data stream are read when: a child only after all its parents are
/// finished, so that the records of a partition key keep their order through splits and merges.
///
/// ```
/// (listed) ──> READ ──────> FINISHED ──> (forgotten, once it is not listed any more)
///     │          └ not listed any more: what was begun is finished, then the same
///     └ closed before the reading starts: FINISHED at once
/// ```
///
/// What it decides depends on the shards that are listed and on what has finished alone, so it is
/// the same after a restart. A plain object for one thread.
public final class ShardLineage {
    private final Instant from;
    private final Map<ShardKey, State> shards = new TreeMap<>();

    /// Known, and neither read nor finished: children that wait for their parents, and what an
    /// earlier process had begun.
    private final Set<ShardKey> awaited = new HashSet<>();

    private enum State {
        READ,
        FINISHED
    }

    /// @param from records that arrived before it are not read
    /// @param begun shards that have a ledger
    public ShardLineage(Instant from, Collection<ShardKey> begun) {
        this.from = from;
        this.awaited.addAll(begun);
    }

    /// What is to be done after a look at the shards.
    ///
    /// @param open to be read from now on
    /// @param abandoned vanished before they were read to their end: what was intended of them is
    ///   to be finished, the rest is lost
    /// @param vanished being read, but not there any more
    /// @param forgotten finished and not there any more: nothing needs to be known of them
    public record Changes(
            List<ShardLog> open,
            List<ShardKey> abandoned,
            List<ShardKey> vanished,
            List<ShardKey> forgotten) {}

    /// @param listed the shards there are now
    public Changes look(List<Shard> listed) {
        Map<ShardKey, Shard> present = new TreeMap<>();
        listed.forEach(shard -> present.put(ShardKey.of(shard), shard));
        List<ShardLog> open = new ArrayList<>();
        present.forEach((key, shard) -> consider(key, shard, present, open));
        List<ShardKey> abandoned = new ArrayList<>(awaited);
        abandoned.removeIf(key -> present.containsKey(key) || shards.containsKey(key));
        abandoned.forEach(key -> shards.put(key, State.READ));
        awaited.clear();
        present.keySet().stream().filter(key -> !shards.containsKey(key)).forEach(awaited::add);
        return new Changes(open, abandoned, missing(State.READ, present), forget(present));
    }

    /// Nothing is left to be delivered of a shard.
    public void finished(ShardKey key) {
        shards.put(key, State.FINISHED);
    }

    public boolean isFinished(ShardKey key) {
        return shards.get(key) == State.FINISHED;
    }

    /// Whether the shard is read, finished, or waits for its turn.
    public boolean knows(ShardKey key) {
        return shards.containsKey(key) || awaited.contains(key);
    }

    private void consider(
            ShardKey key, Shard shard, Map<ShardKey, Shard> present, List<ShardLog> open) {
        if (shards.containsKey(key)) {
            return;
        }
        ShardLog source = new ShardLog(shard, from);
        if (!awaited.contains(key) && source.isOverBeforeStart()) {
            shards.put(key, State.FINISHED);
        } else if (parentsAreFinished(key, shard, present)) {
            shards.put(key, State.READ);
            open.add(source);
        }
    }

    /// A parent that is neither there nor being read has expired.
    private boolean parentsAreFinished(ShardKey key, Shard shard, Map<ShardKey, Shard> present) {
        return shard.parents().stream()
                .map(key::sibling)
                .allMatch(
                        parent ->
                                shards.get(parent) == State.FINISHED
                                        || !present.containsKey(parent)
                                                && !shards.containsKey(parent)
                                                && !awaited.contains(parent));
    }

    private List<ShardKey> missing(State state, Map<ShardKey, Shard> present) {
        return shards.entrySet().stream()
                .filter(entry -> entry.getValue() == state)
                .map(Map.Entry::getKey)
                .filter(key -> !present.containsKey(key))
                .toList();
    }

    private List<ShardKey> forget(Map<ShardKey, Shard> present) {
        List<ShardKey> gone = missing(State.FINISHED, present);
        gone.forEach(shards::remove);
        return gone;
    }
}
