package io.hydrant.streams.stream;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The shards of a stream. The open ones cover all hash keys without gap or overlap, whatever
/// happens; each closed one is covered by its children.
///
/// @param all those that have not expired, in order of their ids
/// @param nextIndex of the next shard; rises for the stream's life
/// @param pending what is to be done to them next
public record ShardMap(List<StoredShard> all, long nextIndex, Optional<Reshard> pending) {
    public ShardMap {
        all = List.copyOf(all);
    }

    /// Shards of equal width for a new stream.
    static ShardMap even(int count, Instant created) {
        List<StoredShard> shards = new ArrayList<>();
        for (HashKeyRange range : EvenRanges.of(count)) {
            ShardId id = new ShardId(shards.size());
            shards.add(
                    new StoredShard(
                            id,
                            range,
                            List.of(),
                            created,
                            created.getEpochSecond(),
                            Optional.empty()));
        }
        return new ShardMap(shards, count, Optional.empty());
    }

    /// In order of their ranges.
    public List<StoredShard> open() {
        return all.stream()
                .filter(StoredShard::open)
                .sorted(Comparator.comparing(shard -> shard.range().start()))
                .toList();
    }

    public int openCount() {
        return (int) all.stream().filter(StoredShard::open).count();
    }

    public Optional<StoredShard> find(ShardId id) {
        return all.stream().filter(shard -> shard.id().equals(id)).findFirst();
    }

    ShardMap wishing(Reshard wish) {
        return new ShardMap(all, nextIndex, Optional.of(wish));
    }

    /// The shards once the pending change is carried out.
    ShardMap carriedOut(Instant now) {
        Resharding resharding = new Resharding(this, now);
        pending.ifPresent(resharding::apply);
        return resharding.outcome();
    }

    /// Forgets shards that expired. Open ones never do.
    ShardMap without(Collection<ShardId> expired) {
        List<StoredShard> left = new ArrayList<>();
        for (StoredShard shard : all) {
            if (!expired.contains(shard.id())) {
                left.add(shard);
            } else if (shard.open()) {
                throw new InvalidArgument(shard.id() + " is open and cannot expire");
            }
        }
        return new ShardMap(left, nextIndex, pending);
    }
}
