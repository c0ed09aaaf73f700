package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.ShardRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.MergeShardsRequest;
import software.amazon.awssdk.services.kinesis.model.MergeShardsResponse;

/// Merges two shards whose ranges touch; the stream is UPDATING meanwhile.
final class MergeShards {
    private final DataStreams streams;

    MergeShards(DataStreams streams) {
        this.streams = streams;
    }

    MergeShardsResponse answer(MergeShardsRequest request, ApiCall call) {
        DataStreamId id = StreamReference.of(call, request.streamName(), request.streamARN());
        ShardId shard = StreamReference.shard(id, request.shardToMerge());
        ShardId adjacent = StreamReference.shard(id, request.adjacentShardToMerge());
        streams.change(id, stream -> ShardRules.merge(stream, shard, adjacent));
        return MergeShardsResponse.builder().build();
    }
}
