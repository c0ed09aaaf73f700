package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.AddTagsToStreamRequest;
import software.amazon.awssdk.services.kinesis.model.AddTagsToStreamResponse;

/// Adds tags to a stream and overwrites those of the same keys.
final class AddTagsToStream {
    private final DataStreams streams;

    AddTagsToStream(DataStreams streams) {
        this.streams = streams;
    }

    AddTagsToStreamResponse answer(AddTagsToStreamRequest request, ApiCall call) {
        streams.change(
                StreamReference.of(call, request.streamName(), request.streamARN()),
                stream -> StreamChanges.tag(stream, request.tags()));
        return AddTagsToStreamResponse.builder().build();
    }
}
