package io.hydrant.streams.stream;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A shard as its stream's document keeps it.
///
/// @param parents none, one, or the two that were merged
/// @param createdSeconds what its sequence numbers carry: later than those of its parents
/// @param closed when it was split or merged
public record StoredShard(
        ShardId id,
        HashKeyRange range,
        List<ShardId> parents,
        Instant created,
        long createdSeconds,
        Optional<Instant> closed) {
    public StoredShard {
        parents = List.copyOf(parents);
        if (parents.size() > 2) {
            throw new InvalidArgument(id + " can have at most two parents but has " + parents);
        }
    }

    public boolean open() {
        return closed.isEmpty();
    }

    /// Less than the numbers of all its records.
    public SequenceNumber startingNumber() {
        return SequenceNumber.start(createdSeconds, id);
    }

    /// Greater than the numbers of all its records; absent while it is open.
    public Optional<SequenceNumber> endingNumber() {
        return closed.map(
                at ->
                        SequenceNumber.end(
                                createdSeconds, id, Math.max(createdSeconds, at.getEpochSecond())));
    }

    StoredShard closedAt(Instant now) {
        return new StoredShard(id, range, parents, created, createdSeconds, Optional.of(now));
    }
}
