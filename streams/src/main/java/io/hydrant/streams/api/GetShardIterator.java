package io.hydrant.streams.api;

import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.retrieval.ShardIterator;
import io.hydrant.streams.retrieval.StartingPosition;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;

import java.time.Instant;
import java.util.Optional;

/// Gives a place in a shard to read from.
final class GetShardIterator {
    static final String NAME = "GetShardIterator";

    private final DataPlane plane;

    GetShardIterator(DataPlane plane) {
        this.plane = plane;
    }

    GetShardIteratorResponse answer(GetShardIteratorRequest request, ApiCall call) {
        DataStreamId stream =
                StreamReference.of(
                        call.caller(),
                        Optional.ofNullable(request.streamName()),
                        Optional.ofNullable(request.streamARN()));
        ShardId id =
                ShardId.parse(request.shardId())
                        .orElseThrow(() -> ShardNotFound.changing(stream, request.shardId()));
        Shard shard = plane.shard(stream, id);
        StartingPosition start =
                new StartingPositions(
                                request.shardIteratorType(),
                                Optional.ofNullable(request.startingSequenceNumber()),
                                Optional.ofNullable(request.timestamp()))
                        .read();
        if (plane.quotasHold(stream) && !plane.quotas().of(shard).iterate()) {
            plane.meters().of(stream).throttledGets().add(1);
            throw ShardQuotas.exceeded(shard);
        }
        Instant now = plane.clock().instant();
        RecordPosition position = start.in(shard, now, NAME);
        return GetShardIteratorResponse.builder()
                .shardIterator(plane.iterators().token(ShardIterator.at(position, shard, now)))
                .build();
    }
}
