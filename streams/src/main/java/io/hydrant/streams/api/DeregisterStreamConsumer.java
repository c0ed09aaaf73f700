package io.hydrant.streams.api;

import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.RegisteredConsumer;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DeregisterStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.DeregisterStreamConsumerResponse;

import java.util.Optional;

/// Removes a consumer with its subscriptions; it is gone a moment later.
final class DeregisterStreamConsumer {
    private final Consumers consumers;

    DeregisterStreamConsumer(Consumers consumers) {
        this.consumers = consumers;
    }

    DeregisterStreamConsumerResponse answer(DeregisterStreamConsumerRequest request, ApiCall call) {
        RegisteredConsumer consumer =
                new ConsumerReference(
                                Optional.ofNullable(request.consumerARN()),
                                Optional.ofNullable(request.streamARN()),
                                Optional.ofNullable(request.consumerName()))
                        .find(consumers);
        consumers.deregister(consumer.arn());
        return DeregisterStreamConsumerResponse.builder().build();
    }
}
