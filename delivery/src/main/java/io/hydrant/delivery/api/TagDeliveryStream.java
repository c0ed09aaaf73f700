package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.Tag;
import software.amazon.awssdk.services.firehose.model.TagDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.TagDeliveryStreamResponse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Adds tags to a delivery stream and overwrites those of the same keys.
final class TagDeliveryStream {
    private final DeliveryStreams streams;

    TagDeliveryStream(DeliveryStreams streams) {
        this.streams = streams;
    }

    TagDeliveryStreamResponse answer(TagDeliveryStreamRequest request, ApiCall call) {
        Map<String, String> tags = new HashMap<>();
        for (Tag tag : request.tags()) {
            tags.put(tag.key(), Optional.ofNullable(tag.value()).orElse(""));
        }
        streams.tag(FirehoseApi.streamId(call, request.deliveryStreamName()), tags);
        return TagDeliveryStreamResponse.builder().build();
    }
}
