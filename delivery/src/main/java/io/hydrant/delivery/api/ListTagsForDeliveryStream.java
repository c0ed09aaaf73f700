package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStream;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.ListTagsForDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.ListTagsForDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.Tag;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Lists a delivery stream's tags by their keys, page by page.
final class ListTagsForDeliveryStream {
    private final DeliveryStreams streams;

    ListTagsForDeliveryStream(DeliveryStreams streams) {
        this.streams = streams;
    }

    ListTagsForDeliveryStreamResponse answer(
            ListTagsForDeliveryStreamRequest request, ApiCall call) {
        SortedMap<String, String> tags =
                streams.get(FirehoseApi.streamId(call, request.deliveryStreamName())).tags();
        int limit = Optional.ofNullable(request.limit()).orElse(DeliveryStream.TAGS_MAX);
        String after = Optional.ofNullable(request.exclusiveStartTagKey()).orElse("");
        List<Tag> rest =
                tags.entrySet().stream()
                        .filter(tag -> tag.getKey().compareTo(after) > 0)
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList();
        boolean more = rest.size() > limit;
        return ListTagsForDeliveryStreamResponse.builder()
                .tags(more ? rest.subList(0, limit) : rest)
                .hasMoreTags(more)
                .build();
    }
}
