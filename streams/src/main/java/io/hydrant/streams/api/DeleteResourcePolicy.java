package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteResourcePolicyResponse;

import java.util.Optional;

/// Removes the resource policy of a stream or a consumer.
final class DeleteResourcePolicy {
    private final DataStreams streams;
    private final ConsumerRegistry consumers;

    DeleteResourcePolicy(DataStreams streams, ConsumerRegistry consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    DeleteResourcePolicyResponse answer(DeleteResourcePolicyRequest request, ApiCall call) {
        String arn = request.resourceARN();
        if (StreamReference.isConsumer(arn)) {
            consumers.changePolicy(arn, Optional.empty());
        } else {
            streams.change(
                    StreamReference.of(arn),
                    stream -> StreamChanges.changePolicy(stream, Optional.empty()));
        }
        return DeleteResourcePolicyResponse.builder().build();
    }
}
