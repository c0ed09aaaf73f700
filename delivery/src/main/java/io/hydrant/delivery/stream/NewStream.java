package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.SourceRules.CreationContext;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.Tag;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
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
    static DeliveryStream of(
            StreamId id, CreateDeliveryStreamRequest wish, CreationContext context) {
        Instant now = context.now();
        DeliveryStreamType type =
                Optional.ofNullable(wish.deliveryStreamType())
                        .orElse(DeliveryStreamType.DIRECT_PUT);
        refuseIf(
                destinations(wish) != 1,
                "Exactly one destination configuration is supported for a Firehose");
        SourceRules.check(wish, type);
        Optional<ExtendedS3DestinationDescription> s3 = s3(wish);
        S3Rules.Context surroundings = new S3Rules.Context(id, now, context.tables());
        s3.ifPresent(destination -> S3Rules.check(destination, surroundings));
        SourceRules.checkEncryption(wish, type);
        StreamEncryption encryption =
                StreamEncryption.atCreation(
                        Optional.ofNullable(wish.deliveryStreamEncryptionConfigurationInput()), id);
        ExtendedS3DestinationDescription destination =
                s3.orElseThrow(() -> OtherDestinationRules.refusal(wish));
        StreamSource source = SourceRules.source(id, wish, type, context);
        return new DeliveryStream(
                id,
                StreamStatus.CREATING,
                Optional.empty(),
                now,
                Optional.empty(),
                source,
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

    private static Optional<ExtendedS3DestinationDescription> s3(CreateDeliveryStreamRequest wish) {
        if (wish.extendedS3DestinationConfiguration() != null) {
            return Optional.of(S3Descriptions.of(wish.extendedS3DestinationConfiguration()));
        }
        return Optional.ofNullable(wish.s3DestinationConfiguration()).map(S3Descriptions::of);
    }

    private static SortedMap<String, String> tags(CreateDeliveryStreamRequest wish) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (Tag tag : wish.tags()) {
            tags.put(tag.key(), Optional.ofNullable(tag.value()).orElse(""));
        }
        return tags;
    }
}
