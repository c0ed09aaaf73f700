package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;

/// Describes a data stream without its shards.
final class DescribeStreamSummary {
    private final DataStreams streams;
    private final ConsumerRegistry consumers;

    DescribeStreamSummary(DataStreams streams, ConsumerRegistry consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    DescribeStreamSummaryResponse answer(DescribeStreamSummaryRequest request, ApiCall call) {
        DataStream stream =
                streams.get(StreamReference.of(call, request.streamName(), request.streamARN()));
        return DescribeStreamSummaryResponse.builder()
                .streamDescriptionSummary(
                        StreamDescriptions.summary(stream)
                                .consumerCount(consumers.count(stream.id()))
                                .build())
                .build();
    }
}
