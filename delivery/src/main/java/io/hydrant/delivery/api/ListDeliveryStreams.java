package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.stream.DeliveryStreams.Home;
import io.hydrant.delivery.stream.StreamListing;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsRequest;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsResponse;

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
                streams.list(
                        new Home(call.caller().account(), call.caller().region()),
                        Optional.ofNullable(request.exclusiveStartDeliveryStreamName()),
                        stream ->
                                request.deliveryStreamType() == null
                                        || request.deliveryStreamType()
                                                == DescribeDeliveryStream.type(stream),
                        limit);
        return ListDeliveryStreamsResponse.builder()
                .deliveryStreamNames(page.names())
                .hasMoreDeliveryStreams(page.more())
                .build();
    }
}
