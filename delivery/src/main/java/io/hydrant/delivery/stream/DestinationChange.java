package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.UpdateDestinationRequest;

import java.util.Objects;
import java.util.stream.Stream;

/// The rules a change of a stream's destination must meet, and the configuration that comes of it.
///
/// Source: Firehose API Reference, UpdateDestination, and captures of it.
@SuppressWarnings("deprecation") // clients still use the plain S3 destination
final class DestinationChange {
    private DestinationChange() {}

    /// @throws InvalidConfiguration with the first rule broken
    /// @throws VersionMismatch when the change was made from another version
    static ExtendedS3DestinationDescription of(
            DeliveryStream stream, UpdateDestinationRequest wish, S3Rules.Context context) {
        long blocks = blocks(wish);
        refuseIf(
                blocks == 0,
                "At least one destination or source configuration update must be provided");
        refuseIf(blocks > 1, "Exactly one destination configuration is supported for a Firehose");
        refuseIf(
                !wish.destinationId().equals(DeliveryStream.DESTINATION_ID),
                "Destination Id " + wish.destinationId() + " not found");
        String current = Long.toString(stream.version().id());
        if (!wish.currentDeliveryStreamVersionId().equals(current)) {
            throw new VersionMismatch(
                    stream.id(), stream.version().id(), wish.currentDeliveryStreamVersionId());
        }
        ExtendedS3DestinationDescription before = stream.version().destination();
        ExtendedS3DestinationDescription after = merged(before, wish);
        S3Rules.checkPartitioningChange(before, after);
        S3Rules.check(after, context);
        S3Rules.checkChange(before, after);
        return after;
    }

    private static ExtendedS3DestinationDescription merged(
            ExtendedS3DestinationDescription before, UpdateDestinationRequest wish) {
        if (wish.extendedS3DestinationUpdate() != null) {
            return S3Descriptions.merged(before, wish.extendedS3DestinationUpdate());
        }
        if (wish.s3DestinationUpdate() != null) {
            return S3Descriptions.merged(before, wish.s3DestinationUpdate());
        }
        throw refusal(wish);
    }

    private static InvalidConfiguration refusal(UpdateDestinationRequest wish) {
        if (wish.elasticsearchDestinationUpdate() != null) {
            return otherFamily("Elasticsearch");
        }
        if (wish.amazonopensearchserviceDestinationUpdate() != null) {
            return otherFamily("Amazonopensearchservice");
        }
        if (wish.amazonOpenSearchServerlessDestinationUpdate() != null) {
            return otherFamily("AmazonOpenSearchServerless");
        }
        if (wish.httpEndpointDestinationUpdate() != null) {
            return otherFamily("HttpEndpoint");
        }
        if (wish.redshiftDestinationUpdate() != null) {
            return Unsupported.destination("Redshift");
        }
        if (wish.splunkDestinationUpdate() != null) {
            return Unsupported.destination("Splunk");
        }
        return wish.snowflakeDestinationUpdate() != null
                ? Unsupported.destination("Snowflake")
                : Unsupported.destination("Iceberg");
    }

    private static InvalidConfiguration otherFamily(String type) {
        return new InvalidConfiguration(
                "Changing the destination type to or from "
                        + type
                        + " is not supported at this time.");
    }

    private static long blocks(UpdateDestinationRequest wish) {
        return Stream.of(
                        wish.s3DestinationUpdate(),
                        wish.extendedS3DestinationUpdate(),
                        wish.redshiftDestinationUpdate(),
                        wish.elasticsearchDestinationUpdate(),
                        wish.amazonopensearchserviceDestinationUpdate(),
                        wish.amazonOpenSearchServerlessDestinationUpdate(),
                        wish.splunkDestinationUpdate(),
                        wish.httpEndpointDestinationUpdate(),
                        wish.snowflakeDestinationUpdate(),
                        wish.icebergDestinationUpdate())
                .filter(Objects::nonNull)
                .count();
    }
}
