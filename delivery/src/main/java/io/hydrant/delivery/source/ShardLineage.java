package io.hydrant.delivery.source;

import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Decides which shards of a data stream are read when: a shard only after all that held its hash
/// keys before are finished, so that the records of a partition key keep their order through splits
/// and merges.
///
/// ```
/// AWAITED ──> READ ──> FINISHED ──> (forgotten, once it is not there any more)
/// ```
///
/// Shards with a lower number and an overlapping range are the ancestors of a shard, also where
/// those in between have expired. What is decided depends on the shards that are listed and on what
/// has finished alone, so it is the same after a restart. A plain object for one thread.
public final class ShardLineage {
    private final Instant from;
    private final Map<ShardKey, Known> known = new TreeMap<>();

    private enum State {
        /// Ancestors are read first; or an earlier process had begun it.
        AWAITED,
        READ,
        FINISHED
    }

    /// @param shard as it was listed last; empty when only its ledger is known
    private record Known(State state, Optional<Shard> shard) {
        Known in(State next) {
            return new Known(next, shard);
        }
    }

    /// @param from records that arrived before it are not read
    /// @param begun shards that have a ledger
    public ShardLineage(Instant from, Collection<ShardKey> begun) {
        this.from = from;
        begun.forEach(key -> known.put(key, new Known(State.AWAITED, Optional.empty())));
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
        Set<ShardKey> begun = Set.copyOf(known.keySet());
        present.forEach(this::note);
        List<ShardKey> abandoned = new ArrayList<>();
        for (ShardKey key : missing(State.AWAITED, present)) {
            boolean empty = known.get(key).shard().map(ShardLineage::isEmpty).orElse(false);
            known.computeIfPresent(key, (_, it) -> it.in(empty ? State.FINISHED : State.READ));
            if (!empty) {
                abandoned.add(key);
            }
        }
        List<ShardLog> open = new ArrayList<>();
        present.forEach((key, shard) -> consider(key, shard, begun).ifPresent(open::add));
        List<ShardKey> forgotten = missing(State.FINISHED, present);
        forgotten.forEach(known::remove);
        return new Changes(open, abandoned, missing(State.READ, present), forgotten);
    }

    /// Nothing is left to be delivered of a shard.
    public void finished(ShardKey key) {
        known.computeIfPresent(key, (_, it) -> it.in(State.FINISHED));
    }

    public boolean isFinished(ShardKey key) {
        return known.containsKey(key) && known.get(key).state() == State.FINISHED;
    }

    /// Whether the shard is read, finished, or waits for its turn.
    public boolean knows(ShardKey key) {
        return known.containsKey(key);
    }

    private void note(ShardKey key, Shard shard) {
        State state = known.containsKey(key) ? known.get(key).state() : State.AWAITED;
        known.put(key, new Known(state, Optional.of(shard)));
    }

    /// The shard's log, if it is its turn now.
    ///
    /// @param begun shards that were known before: they are opened though they be over, for they
    ///   may have a ledger
    private Optional<ShardLog> consider(ShardKey key, Shard shard, Set<ShardKey> begun) {
        if (known.get(key).state() != State.AWAITED || hasAncestors(key, shard.range())) {
            return Optional.empty();
        }
        ShardLog source = new ShardLog(shard, from);
        boolean over = !begun.contains(key) && source.isOverBeforeStart();
        known.put(key, new Known(over ? State.FINISHED : State.READ, Optional.of(shard)));
        return over ? Optional.empty() : Optional.of(source);
    }

    /// Whether a shard that held some of these hash keys before is not finished yet.
    private boolean hasAncestors(ShardKey key, HashKeyRange range) {
        for (Map.Entry<ShardKey, Known> other : known.entrySet()) {
            if (other.getKey().compareTo(key) >= 0) {
                return false;
            }
            if (other.getKey().streamCreated().equals(key.streamCreated())
                    && other.getValue().state() != State.FINISHED
                    && other.getValue()
                            .shard()
                            .map(shard -> overlap(shard.range(), range))
                            .orElse(true)) {
                return true;
            }
        }
        return false;
    }

    private List<ShardKey> missing(State state, Map<ShardKey, Shard> present) {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().state() == state)
                .map(Map.Entry::getKey)
                .filter(key -> !present.containsKey(key))
                .toList();
    }

    private static boolean overlap(HashKeyRange one, HashKeyRange other) {
        return one.start().compareTo(other.end()) <= 0 && other.start().compareTo(one.end()) <= 0;
    }

    private static boolean isEmpty(Shard shard) {
        return shard.log().endOffset() == 0;
    }
}
