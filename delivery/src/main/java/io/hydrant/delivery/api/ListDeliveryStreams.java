package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.stream.StreamListing;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsRequest;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsResponse;

import java.util.List;
import java.util.Optional;

/// Lists the names of an account's delivery streams in a region, page by page.
final class ListDeliveryStreams {
    private static final int LIMIT_DEFAULT = 10;

    private final DeliveryStreams streams;

    ListDeliveryStreams(DeliveryStreams streams) {
        this.streams = streams;
    }

    ListDeliveryStreamsResponse answer(ListDeliveryStreamsRequest request, ApiCall call) {
        int limit = Optional.ofNullable(request.limit()).orElse(LIMIT_DEFAULT);
        StreamListing page =
                wantsDirectPut(request)
                        ? streams.list(
                                call.caller().account(),
                                call.caller().region(),
                                Optional.ofNullable(request.exclusiveStartDeliveryStreamName()),
                                limit)
                        : new StreamListing(List.of(), false);
        return ListDeliveryStreamsResponse.builder()
                .deliveryStreamNames(page.names())
                .hasMoreDeliveryStreams(page.more())
                .build();
    }

    /// Streams of other types cannot be created, so there are none.
    private static boolean wantsDirectPut(ListDeliveryStreamsRequest request) {
        return request.deliveryStreamType() == null
                || request.deliveryStreamType() == DeliveryStreamType.DIRECT_PUT;
    }
}
