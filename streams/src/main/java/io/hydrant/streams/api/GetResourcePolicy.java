package io.hydrant.streams.api;

import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.kinesis.model.GetResourcePolicyResponse;

import java.util.Optional;

/// Shows the resource policy of a stream or a consumer; an empty answer when there is none.
final class GetResourcePolicy {
    private final DataStreams streams;
    private final ConsumerRegistry consumers;

    GetResourcePolicy(DataStreams streams, ConsumerRegistry consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    GetResourcePolicyResponse answer(GetResourcePolicyRequest request, ApiCall call) {
        String arn = request.resourceARN();
        Optional<String> policy =
                StreamReference.isConsumer(arn)
                        ? consumers.policy(arn)
                        : streams.get(StreamReference.of(arn)).options().policy();
        return GetResourcePolicyResponse.builder().policy(policy.orElse(null)).build();
    }
}
