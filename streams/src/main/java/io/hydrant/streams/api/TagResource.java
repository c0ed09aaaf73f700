package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.streams.stream.TagRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.TagResourceRequest;
import software.amazon.awssdk.services.kinesis.model.TagResourceResponse;

/// Adds tags to a stream or a consumer and overwrites those of the same keys.
final class TagResource {
    private final DataStreams streams;
    private final ConsumerRegistry consumers;

    TagResource(DataStreams streams, ConsumerRegistry consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    TagResourceResponse answer(TagResourceRequest request, ApiCall call) {
        String arn = request.resourceARN();
        if (StreamReference.isConsumer(arn)) {
            consumers.changeTags(
                    arn, tags -> TagRules.added(tags, request.tags(), "consumer " + arn));
        } else {
            streams.change(
                    StreamReference.of(arn), stream -> StreamChanges.tag(stream, request.tags()));
        }
        return TagResourceResponse.builder().build();
    }
}
