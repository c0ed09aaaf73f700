package io.hydrant.streams.consumer;

import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;

import java.util.List;
import java.util.Optional;

/// What an event says besides its records.
///
/// @param continuation a subscription that starts after this number goes on exactly behind the
///   event; empty at the end of the shard
/// @param millisBehindLatest 0 at the tip
/// @param children at the end of the shard: those that go on where it ended
public record EventEnd(
        Optional<SequenceNumber> continuation, long millisBehindLatest, List<Shard> children) {
    public EventEnd {
        children = List.copyOf(children);
    }
}
