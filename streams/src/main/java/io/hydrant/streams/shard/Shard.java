package io.hydrant.streams.shard;

import io.hydrant.streams.log.LogPartition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One shard of one data stream. Safe for use by many threads; what may change is read anew at each
/// call.
public interface Shard {
    DataStreamId stream();

    /// Tells a stream from an earlier one of the same name.
    Instant streamCreated();

    ShardId id();

    HashKeyRange range();

    /// None, one (a child of a split), or two: the parent and the adjacent parent of a merge.
    /// Parents that expired are still named.
    List<ShardId> parents();

    Instant created();

    /// The creation that sequence numbers carry: at or after [#created()], later than the parents'.
    long createdSeconds();

    /// When it was closed by a split or a merge. A closed shard gets no more records: all it will
    /// ever have lie below the end of its log.
    Optional<Instant> closed();

    /// The shard's records in frames as [ShardFrame] reads them. Only who owns the stream appends
    /// or trims.
    LogPartition log();

    /// The oldest frame that is within the stream's retention; everything below counts as gone.
    long horizonOffset();

    /// The number of the record at a position.
    default SequenceNumber number(RecordPosition position, Instant arrival) {
        return SequenceNumber.of(createdSeconds(), id(), position, arrival.getEpochSecond());
    }
}
