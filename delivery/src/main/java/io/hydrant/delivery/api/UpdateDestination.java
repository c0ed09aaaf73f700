package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.UpdateDestinationRequest;
import software.amazon.awssdk.services.firehose.model.UpdateDestinationResponse;

/// Changes what a delivery stream does with its records, from the next record on.
final class UpdateDestination {
    private final DeliveryStreams streams;

    UpdateDestination(DeliveryStreams streams) {
        this.streams = streams;
    }

    UpdateDestinationResponse answer(UpdateDestinationRequest request, ApiCall call) {
        streams.updateDestination(
                FirehoseApi.streamId(call, request.deliveryStreamName()), request);
        return UpdateDestinationResponse.builder().build();
    }
}
