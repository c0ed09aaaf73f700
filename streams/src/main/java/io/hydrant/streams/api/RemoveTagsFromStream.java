package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.RemoveTagsFromStreamRequest;
import software.amazon.awssdk.services.kinesis.model.RemoveTagsFromStreamResponse;

/// Removes tags from a stream; keys that are not there are passed over.
final class RemoveTagsFromStream {
    private final DataStreams streams;

    RemoveTagsFromStream(DataStreams streams) {
        this.streams = streams;
    }

    RemoveTagsFromStreamResponse answer(RemoveTagsFromStreamRequest request, ApiCall call) {
        streams.change(
                StreamReference.of(call, request.streamName(), request.streamARN()),
                stream -> StreamChanges.untag(stream, request.tagKeys()));
        return RemoveTagsFromStreamResponse.builder().build();
    }
}
