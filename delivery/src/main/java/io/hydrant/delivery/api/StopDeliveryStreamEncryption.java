package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.StopDeliveryStreamEncryptionRequest;
import software.amazon.awssdk.services.firehose.model.StopDeliveryStreamEncryptionResponse;

/// Withdraws the wish for server-side encryption.
final class StopDeliveryStreamEncryption {
    private final DeliveryStreams streams;

    StopDeliveryStreamEncryption(DeliveryStreams streams) {
        this.streams = streams;
    }

    StopDeliveryStreamEncryptionResponse answer(
            StopDeliveryStreamEncryptionRequest request, ApiCall call) {
        streams.stopEncryption(FirehoseApi.streamId(call, request.deliveryStreamName()));
        return StopDeliveryStreamEncryptionResponse.builder().build();
    }
}
