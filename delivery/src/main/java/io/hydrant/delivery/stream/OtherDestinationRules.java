package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import io.hydrant.delivery.partition.Prefixes;

import software.amazon.awssdk.services.firehose.model.AmazonopensearchserviceDestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.ElasticsearchDestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.HttpEndpointCommonAttribute;
import software.amazon.awssdk.services.firehose.model.HttpEndpointDestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.IcebergDestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.IcebergS3BackupMode;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.RedshiftDestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.S3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.SecretsManagerConfiguration;
import software.amazon.awssdk.services.firehose.model.SnowflakeDataLoadingOption;
import software.amazon.awssdk.services.firehose.model.SnowflakeDestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.SplunkDestinationConfiguration;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What destinations other than S3 must obey, in the service's words: the user of one learns of a
/// mistake before learning that the destination is not there yet.
///
/// Source: captures of CreateDeliveryStream.
final class OtherDestinationRules {
    private OtherDestinationRules() {}

    /// Checks the one destination of a request that is not S3.
    static InvalidConfiguration refusal(CreateDeliveryStreamRequest request) {
        if (request.redshiftDestinationConfiguration() != null) {
            check(request.redshiftDestinationConfiguration());
            return Unsupported.destination("Redshift");
        }
        if (request.elasticsearchDestinationConfiguration() != null) {
            check(request.elasticsearchDestinationConfiguration());
            return Unsupported.destination("Elasticsearch");
        }
        if (request.amazonopensearchserviceDestinationConfiguration() != null) {
            check(request.amazonopensearchserviceDestinationConfiguration());
            return Unsupported.destination("Amazonopensearchservice");
        }
        if (request.splunkDestinationConfiguration() != null) {
            check(request.splunkDestinationConfiguration());
            return Unsupported.destination("Splunk");
        }
        if (request.httpEndpointDestinationConfiguration() != null) {
            check(request.httpEndpointDestinationConfiguration());
            return Unsupported.destination("HttpEndpoint");
        }
        if (request.snowflakeDestinationConfiguration() != null) {
            check(request.snowflakeDestinationConfiguration());
            return Unsupported.destination("Snowflake");
        }
        if (request.icebergDestinationConfiguration() != null) {
            check(request.icebergDestinationConfiguration());
            return Unsupported.destination("Iceberg");
        }
        return Unsupported.destination("AmazonOpenSearchServerless");
    }

    private static void check(RedshiftDestinationConfiguration given) {
        S3DestinationConfiguration s3 = given.s3Configuration();
        Optional<String> violation =
                Prefixes.violationWithoutExpressions(
                        Optional.ofNullable(s3.prefix()).orElse(""),
                        Optional.ofNullable(s3.errorOutputPrefix()).orElse(""));
        if (violation.isPresent()) {
            throw new InvalidConfiguration(violation.get());
        }
        check(given.secretsManagerConfiguration());
    }

    private static void check(ElasticsearchDestinationConfiguration given) {
        checkEndpoint(given.clusterEndpoint(), given.domainARN());
    }

    private static void check(AmazonopensearchserviceDestinationConfiguration given) {
        checkEndpoint(given.clusterEndpoint(), given.domainARN());
        refuseIf(
                present(given.typeName()),
                "Types are deprecated in Elasticsearch version 7+ and all OpenSearch versions."
                        + " TypeName must be empty.");
    }

    private static void checkEndpoint(String endpoint, String domainArn) {
        refuseIf(
                !present(endpoint) && !present(domainArn),
                "Provide either the Elasticsearch cluster endpoint or domain arn.");
        refuseIf(
                present(endpoint) && present(domainArn),
                "Cannot provide both Elasticsearch cluster endpoint and domain ARN. Provide either"
                        + " the cluster endpoint or domain arn.");
    }

    private static void check(SplunkDestinationConfiguration given) {
        refuseIf(
                !given.hecEndpoint().toLowerCase(Locale.ROOT).startsWith("https://"),
                "Invalid HECEndpoint. Supported endpoint format is https://<domain>:<port>.");
        check(given.secretsManagerConfiguration());
    }

    private static void check(HttpEndpointDestinationConfiguration given) {
        if (given.requestConfiguration() != null) {
            Set<String> names = new HashSet<>();
            for (HttpEndpointCommonAttribute attribute :
                    given.requestConfiguration().commonAttributes()) {
                refuseIf(
                        !names.add(attribute.attributeName()),
                        "Http Endpoint Common Attributes have duplicate name "
                                + attribute.attributeName());
            }
        }
        check(given.secretsManagerConfiguration());
    }

    private static void check(SnowflakeDestinationConfiguration given) {
        SecretsManagerConfiguration secrets = given.secretsManagerConfiguration();
        check(secrets);
        boolean secret = secrets != null && Boolean.TRUE.equals(secrets.enabled());
        refuseIf(!secret && !present(given.privateKey()), "PrivateKey must be provided.");
        refuseIf(!secret && !present(given.user()), "User must be provided.");
        refuseIf(
                given.snowflakeRoleConfiguration() != null
                        && Boolean.TRUE.equals(given.snowflakeRoleConfiguration().enabled())
                        && !present(given.snowflakeRoleConfiguration().snowflakeRole()),
                "Must provide SnowflakeRole when SnowflakeRoleConfiguration is enabled.");
        refuseIf(
                given.dataLoadingOption()
                                == SnowflakeDataLoadingOption.VARIANT_CONTENT_AND_METADATA_MAPPING
                        && (!present(given.contentColumnName())
                                || !present(given.metaDataColumnName())),
                "Must provide ContentColumnName and MetadataColumnName when Data Loading Option is"
                        + " VARIANT_CONTENT_AND_METADATA_MAPPING.");
    }

    private static void check(IcebergDestinationConfiguration given) {
        refuseIf(
                given.s3BackupMode() == IcebergS3BackupMode.ALL_DATA,
                "S3BackupMode.AllData is not supported for Iceberg as destination.");
        boolean routed =
                given.processingConfiguration() != null
                        && given.processingConfiguration().processors().stream()
                                .anyMatch(
                                        p ->
                                                p.type() == ProcessorType.LAMBDA
                                                        || p.type()
                                                                == ProcessorType
                                                                        .METADATA_EXTRACTION);
        refuseIf(
                !routed && given.destinationTableConfigurationList().size() != 1,
                "A single default destination table configuration must be provided when both Lambda"
                        + " and MetadataExtraction processors are not provided");
    }

    private static void check(SecretsManagerConfiguration secrets) {
        refuseIf(
                secrets != null
                        && Boolean.TRUE.equals(secrets.enabled())
                        && !present(secrets.secretARN()),
                "Invalid secret ARN: null");
    }

    private static boolean present(String value) {
        return value != null && !value.isEmpty();
    }
}
