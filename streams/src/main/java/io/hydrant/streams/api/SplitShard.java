package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.ShardRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.SplitShardRequest;
import software.amazon.awssdk.services.kinesis.model.SplitShardResponse;

import java.math.BigInteger;

/// Splits a shard in two; the stream is UPDATING meanwhile.
final class SplitShard {
    private final DataStreams streams;

    SplitShard(DataStreams streams) {
        this.streams = streams;
    }

    SplitShardResponse answer(SplitShardRequest request, ApiCall call) {
        DataStreamId id = StreamReference.of(call, request.streamName(), request.streamARN());
        ShardId shard = StreamReference.shard(id, request.shardToSplit());
        BigInteger at = new BigInteger(request.newStartingHashKey());
        streams.change(id, (stream, quota) -> ShardRules.split(stream, quota, shard, at));
        return SplitShardResponse.builder().build();
    }
}
