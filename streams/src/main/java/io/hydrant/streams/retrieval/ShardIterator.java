package io.hydrant.streams.retrieval;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A place in a shard that was handed to a client.
///
/// @param streamCreated tells the stream from a later one of its name, in milliseconds
/// @param issued when the client got it
public record ShardIterator(
        DataStreamId stream,
        Instant streamCreated,
        ShardId shard,
        RecordPosition position,
        Instant issued) {
    public ShardIterator {
        streamCreated = streamCreated.truncatedTo(ChronoUnit.MILLIS);
        issued = issued.truncatedTo(ChronoUnit.MILLIS);
    }

    public static ShardIterator at(RecordPosition position, Shard shard, Instant now) {
        return new ShardIterator(shard.stream(), shard.streamCreated(), shard.id(), position, now);
    }

    /// Whether it was made for this shard of this very stream.
    public boolean isOf(Shard candidate) {
        return candidate.id().equals(shard)
                && candidate.streamCreated().truncatedTo(ChronoUnit.MILLIS).equals(streamCreated);
    }
}
