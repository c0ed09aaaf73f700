package io.hydrant.streams.api;

import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.RegisteredConsumer;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerResponse;

import java.util.Optional;

/// Describes one registered consumer.
final class DescribeStreamConsumer {
    private final Consumers consumers;

    DescribeStreamConsumer(Consumers consumers) {
        this.consumers = consumers;
    }

    DescribeStreamConsumerResponse answer(DescribeStreamConsumerRequest request, ApiCall call) {
        RegisteredConsumer consumer =
                new ConsumerReference(
                                Optional.ofNullable(request.consumerARN()),
                                Optional.ofNullable(request.streamARN()),
                                Optional.ofNullable(request.consumerName()))
                        .find(consumers);
        return DescribeStreamConsumerResponse.builder()
                .consumerDescription(
                        ConsumerDescription.builder()
                                .consumerName(consumer.id().name())
                                .consumerARN(consumer.arn().toString())
                                .consumerStatus(consumer.status().name())
                                .consumerCreationTimestamp(consumer.created())
                                .streamARN(consumer.id().stream().toString())
                                .build())
                .build();
    }
}
