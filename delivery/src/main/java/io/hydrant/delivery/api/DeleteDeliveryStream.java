package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeleteDeliveryStreamResponse;

/// Deletes a delivery stream and returns before it is gone.
///
/// `AllowForceDelete` is accepted and makes no difference: it is for key grants, and there are
/// none.
final class DeleteDeliveryStream {
    private final DeliveryStreams streams;

    DeleteDeliveryStream(DeliveryStreams streams) {
        this.streams = streams;
    }

    DeleteDeliveryStreamResponse answer(DeleteDeliveryStreamRequest request, ApiCall call) {
        streams.delete(FirehoseApi.streamId(call, request.deliveryStreamName()));
        return DeleteDeliveryStreamResponse.builder().build();
    }
}
