package io.hydrant.delivery.api;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamResponse;

/// Creates a delivery stream and returns before it is active.
final class CreateDeliveryStream {
    private final DeliveryStreams streams;

    CreateDeliveryStream(DeliveryStreams streams) {
        this.streams = streams;
    }

    CreateDeliveryStreamResponse answer(CreateDeliveryStreamRequest request, ApiCall call) {
        StreamId id = FirehoseApi.streamId(call, request.deliveryStreamName());
        streams.create(id, request);
        return CreateDeliveryStreamResponse.builder().deliveryStreamARN(id.toString()).build();
    }
}
