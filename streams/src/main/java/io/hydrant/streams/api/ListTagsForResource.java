package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.kinesis.model.ListTagsForResourceResponse;

import java.util.SortedMap;

/// Lists the tags of a stream or a consumer in order of their keys.
final class ListTagsForResource {
    private final DataStreams streams;
    private final ConsumerRegistry consumers;

    ListTagsForResource(DataStreams streams, ConsumerRegistry consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    ListTagsForResourceResponse answer(ListTagsForResourceRequest request, ApiCall call) {
        String arn = request.resourceARN();
        SortedMap<String, String> tags =
                StreamReference.isConsumer(arn)
                        ? consumers.tags(arn)
                        : streams.get(StreamReference.of(arn)).options().tags();
        return ListTagsForResourceResponse.builder().tags(StreamDescriptions.tags(tags)).build();
    }
}
