package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DeleteStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamResponse;

/// Deletes a data stream with all its records; it is DELETING until they are gone.
final class DeleteStream {
    private final DataStreams streams;

    DeleteStream(DataStreams streams) {
        this.streams = streams;
    }

    DeleteStreamResponse answer(DeleteStreamRequest request, ApiCall call) {
        streams.delete(
                StreamReference.of(call, request.streamName(), request.streamARN()),
                Boolean.TRUE.equals(request.enforceConsumerDeletion()));
        return DeleteStreamResponse.builder().build();
    }
}
