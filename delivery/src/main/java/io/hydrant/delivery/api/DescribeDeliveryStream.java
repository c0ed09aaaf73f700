package io.hydrant.delivery.api;

import io.hydrant.delivery.stream.DeliveryStream;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.stream.S3Descriptions;
import io.hydrant.delivery.stream.StreamSource;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamFailureType;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamResponse;
import software.amazon.awssdk.services.firehose.model.DestinationDescription;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.FailureDescription;
import software.amazon.awssdk.services.firehose.model.KinesisStreamSourceDescription;
import software.amazon.awssdk.services.firehose.model.SourceDescription;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Describes a delivery stream: what was sent, defaults filled in, both S3 forms mirrored.
final class DescribeDeliveryStream {
    private final DeliveryStreams streams;

    DescribeDeliveryStream(DeliveryStreams streams) {
        this.streams = streams;
    }

    DescribeDeliveryStreamResponse answer(DescribeDeliveryStreamRequest request, ApiCall call) {
        DeliveryStream stream =
                streams.get(FirehoseApi.streamId(call, request.deliveryStreamName()));
        String after = Optional.ofNullable(request.exclusiveStartDestinationId()).orElse("");
        List<DestinationDescription> destinations =
                DeliveryStream.DESTINATION_ID.compareTo(after) > 0
                        ? List.of(destination(stream))
                        : List.of();
        return DescribeDeliveryStreamResponse.builder()
                .deliveryStreamDescription(description(stream, destinations))
                .build();
    }

    private static DeliveryStreamDescription description(
            DeliveryStream stream, List<DestinationDescription> destinations) {
        return DeliveryStreamDescription.builder()
                .deliveryStreamName(stream.id().name())
                .deliveryStreamARN(stream.id().toString())
                .deliveryStreamStatus(stream.status().name())
                .failureDescription(
                        stream.failure().map(DescribeDeliveryStream::failure).orElse(null))
                .deliveryStreamEncryptionConfiguration(encryption(stream).orElse(null))
                .deliveryStreamType(type(stream))
                .versionId(Long.toString(stream.version().id()))
                .createTimestamp(stream.created())
                .lastUpdateTimestamp(stream.updated().orElse(null))
                .source(source(stream).orElse(null))
                .destinations(destinations)
                .hasMoreDestinations(false)
                .build();
    }

    private static DestinationDescription destination(DeliveryStream stream) {
        ExtendedS3DestinationDescription extended = stream.version().destination();
        return DestinationDescription.builder()
                .destinationId(DeliveryStream.DESTINATION_ID)
                .s3DestinationDescription(S3Descriptions.mirror(extended))
                .extendedS3DestinationDescription(extended)
                .build();
    }

    private static FailureDescription failure(String details) {
        return FailureDescription.builder()
                .type(DeliveryStreamFailureType.UNKNOWN_ERROR)
                .details(details)
                .build();
    }

    static DeliveryStreamType type(DeliveryStream stream) {
        return switch (stream.source()) {
            case StreamSource.DirectPut _ -> DeliveryStreamType.DIRECT_PUT;
            case StreamSource.KinesisStream _ -> DeliveryStreamType.KINESIS_STREAM_AS_SOURCE;
        };
    }

    /// What is read from elsewhere has nothing to be encrypted here.
    private static Optional<DeliveryStreamEncryptionConfiguration> encryption(
            DeliveryStream stream) {
        return switch (stream.source()) {
            case StreamSource.DirectPut _ -> Optional.of(stream.encryption().described());
            case StreamSource.KinesisStream _ -> Optional.empty();
        };
    }

    /// A plain DirectPut stream has no source in its description.
    private static Optional<SourceDescription> source(DeliveryStream stream) {
        return switch (stream.source()) {
            case StreamSource.DirectPut(OptionalInt hint) ->
                    hint.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    SourceDescription.builder()
                                            .directPutSourceDescription(
                                                    put -> put.throughputHintInMBs(hint.getAsInt()))
                                            .build());
            case StreamSource.KinesisStream kinesis ->
                    Optional.of(
                            SourceDescription.builder()
                                    .kinesisStreamSourceDescription(described(kinesis))
                                    .build());
        };
    }

    private static KinesisStreamSourceDescription described(StreamSource.KinesisStream kinesis) {
        return KinesisStreamSourceDescription.builder()
                .kinesisStreamARN(kinesis.stream().toString())
                .roleARN(kinesis.roleArn())
                .deliveryStartTimestamp(kinesis.from())
                .build();
    }
}
