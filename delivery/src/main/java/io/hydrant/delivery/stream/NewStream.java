package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import io.hydrant.delivery.plan.StreamId;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.DirectPutSourceConfiguration;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.Tag;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The rules a new delivery stream must meet, and the stream that comes of it.
///
/// Source: captures of CreateDeliveryStream.
@SuppressWarnings("deprecation") // clients still use the plain S3 destination
final class NewStream {
    private NewStream() {}

    /// @throws InvalidConfiguration with the first rule broken, in the service's order
    static DeliveryStream of(StreamId id, CreateDeliveryStreamRequest wish, Instant now) {
        DeliveryStreamType type =
                Optional.ofNullable(wish.deliveryStreamType())
                        .orElse(DeliveryStreamType.DIRECT_PUT);
        refuseIf(
                destinations(wish) != 1,
                "Exactly one destination configuration is supported for a Firehose");
        checkSource(wish, type);
        Optional<ExtendedS3DestinationDescription> s3 = s3(wish);
        s3.ifPresent(destination -> S3Rules.check(destination, now));
        refuseIf(
                wish.deliveryStreamEncryptionConfigurationInput() != null
                        && type != DeliveryStreamType.DIRECT_PUT
                        && type != DeliveryStreamType.DATABASE_AS_SOURCE,
                "Server side encryption from firehose is only allowed for direct put delivery"
                        + " streams and database as a source delivery streams");
        StreamEncryption encryption =
                StreamEncryption.atCreation(
                        Optional.ofNullable(wish.deliveryStreamEncryptionConfigurationInput()), id);
        ExtendedS3DestinationDescription destination =
                s3.orElseThrow(() -> OtherDestinationRules.refusal(wish));
        if (type != DeliveryStreamType.DIRECT_PUT) {
            throw Unsupported.source(type.toString());
        }
        Unsupported.check(destination);
        return new DeliveryStream(
                id,
                StreamStatus.CREATING,
                Optional.empty(),
                now,
                Optional.empty(),
                throughputHint(wish),
                encryption,
                DestinationVersion.first(destination),
                tags(wish));
    }

    private static long destinations(CreateDeliveryStreamRequest wish) {
        return Stream.of(
                        wish.s3DestinationConfiguration(),
                        wish.extendedS3DestinationConfiguration(),
                        wish.redshiftDestinationConfiguration(),
                        wish.elasticsearchDestinationConfiguration(),
                        wish.amazonopensearchserviceDestinationConfiguration(),
                        wish.amazonOpenSearchServerlessDestinationConfiguration(),
                        wish.splunkDestinationConfiguration(),
                        wish.httpEndpointDestinationConfiguration(),
                        wish.snowflakeDestinationConfiguration(),
                        wish.icebergDestinationConfiguration())
                .filter(Objects::nonNull)
                .count();
    }

    /// A Kinesis source given for DirectPut is accepted and has no effect, as with the service.
    private static void checkSource(CreateDeliveryStreamRequest wish, DeliveryStreamType type) {
        refuseIf(
                type == DeliveryStreamType.KINESIS_STREAM_AS_SOURCE
                        && wish.kinesisStreamSourceConfiguration() == null,
                "KinesisSourceStreamConfig is mandatory for KinesisStreamAsSource stream type.");
        refuseIf(
                type == DeliveryStreamType.MSK_AS_SOURCE && wish.mskSourceConfiguration() == null,
                "MSKSourceConfig is mandatory for MSK as Source stream type.");
        refuseIf(
                type == DeliveryStreamType.DATABASE_AS_SOURCE
                        && wish.icebergDestinationConfiguration() == null,
                "IcebergDestinationConfiguration must be specified for Database as Source.");
        refuseIf(
                type != DeliveryStreamType.MSK_AS_SOURCE && wish.mskSourceConfiguration() != null,
                "MSKSourceConfig is only applicable for MSKAsSource stream type");
        refuseIf(
                type != DeliveryStreamType.DATABASE_AS_SOURCE
                        && wish.databaseSourceConfiguration() != null,
                "DatabaseSourceConfig is only applicable for DatabaseAsSource stream type");
        refuseIf(
                type != DeliveryStreamType.DIRECT_PUT
                        && wish.directPutSourceConfiguration() != null,
                "DirectPutSourceConfig is only applicable for DirectPut stream type");
    }

    private static Optional<ExtendedS3DestinationDescription> s3(CreateDeliveryStreamRequest wish) {
        if (wish.extendedS3DestinationConfiguration() != null) {
            return Optional.of(S3Descriptions.of(wish.extendedS3DestinationConfiguration()));
        }
        return Optional.ofNullable(wish.s3DestinationConfiguration()).map(S3Descriptions::of);
    }

    private static OptionalInt throughputHint(CreateDeliveryStreamRequest wish) {
        DirectPutSourceConfiguration source = wish.directPutSourceConfiguration();
        return source == null || source.throughputHintInMBs() == null
                ? OptionalInt.empty()
                : OptionalInt.of(source.throughputHintInMBs());
    }

    private static SortedMap<String, String> tags(CreateDeliveryStreamRequest wish) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (Tag tag : wish.tags()) {
            tags.put(tag.key(), Optional.ofNullable(tag.value()).orElse(""));
        }
        return tags;
    }
}
