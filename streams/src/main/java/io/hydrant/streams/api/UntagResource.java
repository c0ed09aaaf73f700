package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.streams.stream.TagRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.UntagResourceRequest;
import software.amazon.awssdk.services.kinesis.model.UntagResourceResponse;

/// Removes tags from a stream or a consumer; keys that are not there are passed over.
final class UntagResource {
    private final DataStreams streams;
    private final ConsumerRegistry consumers;

    UntagResource(DataStreams streams, ConsumerRegistry consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    UntagResourceResponse answer(UntagResourceRequest request, ApiCall call) {
        String arn = request.resourceARN();
        if (StreamReference.isConsumer(arn)) {
            consumers.changeTags(
                    arn, tags -> TagRules.removed(tags, request.tagKeys(), "consumer " + arn));
        } else {
            streams.change(
                    StreamReference.of(arn),
                    stream -> StreamChanges.untag(stream, request.tagKeys()));
        }
        return UntagResourceResponse.builder().build();
    }
}
