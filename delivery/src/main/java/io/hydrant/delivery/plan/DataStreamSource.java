package io.hydrant.delivery.plan;

import io.hydrant.streams.shard.DataStreamId;

import java.time.Instant;

/// The data stream that a delivery stream reads its records from.
///
/// @param from records that arrived before it are not delivered
public record DataStreamSource(DataStreamId stream, Instant from) {}
