package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.kinesis.model.PutResourcePolicyResponse;

import java.util.Optional;

/// Sets the resource policy of a stream or a consumer: kept and shown, never evaluated.
final class PutResourcePolicy {
    private final DataStreams streams;
    private final ConsumerRegistry consumers;

    PutResourcePolicy(DataStreams streams, ConsumerRegistry consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    PutResourcePolicyResponse answer(PutResourcePolicyRequest request, ApiCall call) {
        String arn = request.resourceARN();
        Optional<String> policy = Optional.of(Policies.requireJson(request.policy()));
        if (StreamReference.isConsumer(arn)) {
            consumers.changePolicy(arn, policy);
        } else {
            streams.change(
                    StreamReference.of(arn), stream -> StreamChanges.changePolicy(stream, policy));
        }
        return PutResourcePolicyResponse.builder().build();
    }
}
