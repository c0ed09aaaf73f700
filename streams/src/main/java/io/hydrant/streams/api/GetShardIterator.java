package io.hydrant.streams.api;

import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.retrieval.ShardIterator;
import io.hydrant.streams.retrieval.StartingPosition;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

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
        StartingPosition start = startingPosition(request);
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

    private static StartingPosition startingPosition(GetShardIteratorRequest request) {
        Optional<String> number = Optional.ofNullable(request.startingSequenceNumber());
        return switch (request.shardIteratorType()) {
            case TRIM_HORIZON -> {
                requireNone(number, request.shardIteratorType());
                yield new StartingPosition.TrimHorizon();
            }
            case LATEST -> {
                requireNone(number, request.shardIteratorType());
                yield new StartingPosition.Latest();
            }
            case AT_SEQUENCE_NUMBER ->
                    new StartingPosition.AtSequenceNumber(required(number, request));
            case AFTER_SEQUENCE_NUMBER ->
                    new StartingPosition.AfterSequenceNumber(required(number, request));
            case AT_TIMESTAMP ->
                    new StartingPosition.AtTimestamp(
                            Optional.ofNullable(request.timestamp())
                                    .orElseThrow(GetShardIterator::noTimestamp));
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException(
                            "the service model lets no other type pass: "
                                    + request.shardIteratorTypeAsString());
        };
    }

    private static String required(Optional<String> number, GetShardIteratorRequest request) {
        return number.orElseThrow(
                () -> contradiction(request.shardIteratorType(), "no StartingSequenceNumber."));
    }

    private static void requireNone(Optional<String> number, ShardIteratorType type) {
        if (number.isPresent()) {
            throw contradiction(type, "also a StartingSequenceNumber.");
        }
    }

    private static InvalidStreamArgument contradiction(ShardIteratorType type, String what) {
        return new InvalidStreamArgument(
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified %s and %s"
                        .formatted(type, what));
    }

    private static InvalidStreamArgument noTimestamp() {
        return new InvalidStreamArgument(
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."
                        + " Current request has no timestamp parameter.");
    }
}
