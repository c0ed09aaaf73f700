package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DescribeStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

import java.util.List;
import java.util.Optional;

/// Describes a data stream with its shards, page by page.
final class DescribeStream {
    /// More are never in one answer. Source: Kinesis Data Streams API Reference.
    private static final int SHARDS_MAX = 100;

    private final DataStreams streams;

    DescribeStream(DataStreams streams) {
        this.streams = streams;
    }

    DescribeStreamResponse answer(DescribeStreamRequest request, ApiCall call) {
        DataStream stream =
                streams.get(StreamReference.of(call, request.streamName(), request.streamARN()));
        String after = Optional.ofNullable(request.exclusiveStartShardId()).orElse("");
        int limit = Math.min(Optional.ofNullable(request.limit()).orElse(SHARDS_MAX), SHARDS_MAX);
        List<Shard> shards =
                StreamDescriptions.shards(stream).stream()
                        .filter(shard -> shard.shardId().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .toList();
        boolean more = shards.size() > limit;
        return DescribeStreamResponse.builder()
                .streamDescription(
                        StreamDescriptions.full(stream)
                                .shards(more ? shards.subList(0, limit) : shards)
                                .hasMoreShards(more)
                                .build())
                .build();
    }
}
