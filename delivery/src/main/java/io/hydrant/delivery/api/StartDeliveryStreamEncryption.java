package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionConfigurationInput;
import software.amazon.awssdk.services.firehose.model.StartDeliveryStreamEncryptionRequest;
import software.amazon.awssdk.services.firehose.model.StartDeliveryStreamEncryptionResponse;

import java.util.Optional;

/// Records the wish for server-side encryption; it is described as enabled in a moment.
final class StartDeliveryStreamEncryption {
    private final DeliveryStreams streams;

    StartDeliveryStreamEncryption(DeliveryStreams streams) {
        this.streams = streams;
    }

    StartDeliveryStreamEncryptionResponse answer(
            StartDeliveryStreamEncryptionRequest request, ApiCall call) {
        DeliveryStreamEncryptionConfigurationInput wish =
                Optional.ofNullable(request.deliveryStreamEncryptionConfigurationInput())
                        .orElse(DeliveryStreamEncryptionConfigurationInput.builder().build());
        streams.startEncryption(FirehoseApi.streamId(call, request.deliveryStreamName()), wish);
        return StartDeliveryStreamEncryptionResponse.builder().build();
    }
}
