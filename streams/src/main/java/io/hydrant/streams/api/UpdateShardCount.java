package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.ShardRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.UpdateShardCountRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateShardCountResponse;

/// Splits and merges shards until there are so many of equal width; the stream is UPDATING
/// meanwhile.
final class UpdateShardCount {
    private final DataStreams streams;

    UpdateShardCount(DataStreams streams) {
        this.streams = streams;
    }

    UpdateShardCountResponse answer(UpdateShardCountRequest request, ApiCall call) {
        DataStreamId id = StreamReference.of(call, request.streamName(), request.streamARN());
        int target = request.targetShardCount();
        DataStream stream =
                streams.change(
                        id,
                        (present, quota) ->
                                ShardRules.scale(present, quota, target, streams.now()));
        return UpdateShardCountResponse.builder()
                .streamName(id.name())
                .streamARN(id.toString())
                .currentShardCount(stream.shards().openCount())
                .targetShardCount(target)
                .build();
    }
}
