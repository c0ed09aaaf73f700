package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.UntagDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.UntagDeliveryStreamResponse;

import java.util.Set;

/// Removes tags from a delivery stream; keys that are not there are passed over.
final class UntagDeliveryStream {
    private final DeliveryStreams streams;

    UntagDeliveryStream(DeliveryStreams streams) {
        this.streams = streams;
    }

    UntagDeliveryStreamResponse answer(UntagDeliveryStreamRequest request, ApiCall call) {
        streams.untag(
                FirehoseApi.streamId(call, request.deliveryStreamName()),
                Set.copyOf(request.tagKeys()));
        return UntagDeliveryStreamResponse.builder().build();
    }
}
