package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// Destinations that are not there yet: mistakes are told in the service's words, then the
/// destination is refused by name. Source: captures of CreateDeliveryStream.
final class OtherDestinationsTest {
    private static final String ROLE = "'RoleARN':'" + FirehoseHarness.ROLE + "'";
    private static final String S3 = ",'S3Configuration':" + FirehoseHarness.s3("");
    private static final String SECRETLESS = ",'SecretsManagerConfiguration':{'Enabled':true}";
    private static final String NO_SECRET = "Invalid secret ARN: null";
    private static final String REDSHIFT =
            ROLE
                    + ",'ClusterJDBCURL':'jdbc:redshift://c.1.eu-west-1.redshift.amazonaws.com:5439/db'"
                    + ",'CopyCommand':{'DataTableName':'t'}";
    private static final String SEARCH = ROLE + ",'IndexName':'i'" + S3;
    private static final String DOMAIN =
            ",'DomainARN':'arn:aws:es:eu-west-1:111122223333:domain/logs'";
    private static final String SPLUNK = "'HECEndpointType':'Raw'" + S3 + ",'HECEndpoint':";
    private static final String HTTP = "'EndpointConfiguration':{'Url':'https://e.org'}" + S3;
    private static final String SNOWFLAKE =
            ROLE
                    + ",'AccountUrl':'https://a.snowflakecomputing.com','Database':'d',"
                    + "'Schema':'s','Table':'t'"
                    + S3;
    private static final String KEY = ",'PrivateKey':'" + "k".repeat(256) + "'";
    private static final String ICEBERG =
            ROLE
                    + ",'CatalogConfiguration':{'CatalogARN':'arn:aws:glue:eu-west-1:111122223333:catalog'}"
                    + S3;
    private static final String TABLE =
            ",'DestinationTableConfigurationList':[{'DestinationTableName':'t',"
                    + "'DestinationDatabaseName':'d'}]";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @ParameterizedTest
    @MethodSource({"mistakes", "notThereYet"})
    void saysWhatIsWrong(String destination, String members, String message) {
        String wish =
                "{'DeliveryStreamName':'clicks','"
                        + destination
                        + "DestinationConfiguration':{"
                        + members
                        + "}}";
        assertThat(firehose.call("CreateDeliveryStream", wish).error())
                .isEqualTo("InvalidArgumentException: " + message);
    }

    static Stream<Arguments> mistakes() {
        String s3Expression = S3.replace("'BucketARN'", "'Prefix':'!{timestamp:yyyy}','BucketARN'");
        String noPrefix =
                "Ths supplied prefix(es) do not satisfy the following constraint: Prefix"
                        + " Expressions or ErrorOutputPrefix is currently not supported for this"
                        + " destination";
        String neither = "Provide either the Elasticsearch cluster endpoint or domain arn.";
        String both =
                "Cannot provide both Elasticsearch cluster endpoint and domain ARN. Provide either"
                        + " the cluster endpoint or domain arn.";
        String endpoint = ",'ClusterEndpoint':'https://c.org'";
        String twice =
                ",'RequestConfiguration':{'CommonAttributes':[{'AttributeName':'a',"
                        + "'AttributeValue':'1'},{'AttributeName':'a','AttributeValue':'2'}]}";
        return Stream.of(
                Arguments.of("Redshift", REDSHIFT + s3Expression, noPrefix),
                Arguments.of("Redshift", REDSHIFT + S3 + SECRETLESS, NO_SECRET),
                Arguments.of("Elasticsearch", SEARCH, neither),
                Arguments.of("Amazonopensearchservice", SEARCH + DOMAIN + endpoint, both),
                Arguments.of(
                        "Amazonopensearchservice",
                        SEARCH + DOMAIN + ",'TypeName':'t'",
                        "Types are deprecated in Elasticsearch version 7+ and all OpenSearch"
                                + " versions. TypeName must be empty."),
                Arguments.of(
                        "Splunk",
                        SPLUNK + "'http://s.org:8088'",
                        "Invalid HECEndpoint. Supported endpoint format is"
                                + " https://<domain>:<port>."),
                Arguments.of(
                        "HttpEndpoint",
                        HTTP + twice,
                        "Http Endpoint Common Attributes have duplicate name a"),
                Arguments.of("Snowflake", SNOWFLAKE, "PrivateKey must be provided."),
                Arguments.of("Snowflake", SNOWFLAKE + KEY, "User must be provided."),
                Arguments.of(
                        "Snowflake",
                        SNOWFLAKE
                                + KEY
                                + ",'User':'u','SnowflakeRoleConfiguration':{'Enabled':true}",
                        "Must provide SnowflakeRole when SnowflakeRoleConfiguration is enabled."),
                Arguments.of(
                        "Snowflake",
                        SNOWFLAKE
                                + KEY
                                + ",'User':'u','DataLoadingOption':"
                                + "'VARIANT_CONTENT_AND_METADATA_MAPPING'",
                        "Must provide ContentColumnName and MetadataColumnName when Data Loading"
                                + " Option is VARIANT_CONTENT_AND_METADATA_MAPPING."),
                Arguments.of(
                        "Iceberg",
                        ICEBERG + ",'S3BackupMode':'AllData'",
                        "S3BackupMode.AllData is not supported for Iceberg as destination."),
                Arguments.of(
                        "Iceberg",
                        ICEBERG,
                        "A single default destination table configuration must be provided when"
                            + " both Lambda and MetadataExtraction processors are not provided"));
    }

    static Stream<Arguments> notThereYet() {
        return Stream.of(
                refused("Redshift", REDSHIFT + S3),
                refused("Elasticsearch", SEARCH + DOMAIN),
                refused("Amazonopensearchservice", SEARCH + DOMAIN),
                refused("AmazonOpenSearchServerless", SEARCH),
                refused("Splunk", SPLUNK + "'https://s.org:8088'"),
                refused("HttpEndpoint", HTTP),
                refused("Snowflake", SNOWFLAKE + KEY + ",'User':'u'"),
                refused("Iceberg", ICEBERG + TABLE));
    }

    private static Arguments refused(String destination, String members) {
        return Arguments.of(
                destination,
                members,
                "Destination "
                        + destination
                        + " is not supported by this version of Hydrant: records are delivered to"
                        + " S3 only.");
    }
}
