package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.wire.json.Codec;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The documented limits of a delivery stream's configuration, one off in both directions.
class FirehoseLimitsTest {
    private static final ServiceConstraints CONSTRAINTS = ServiceConstraints.load("firehose");
    private static final String S3 =
            "'RoleARN':'arn:aws:iam::111122223333:role/fh','BucketARN':'arn:aws:s3:::lake'";

    /// Member, value given, and what the service says; an empty text means the value is accepted.
    /// `x*64` stands for 64 times x.
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            textBlock =
                    """
                    RoleARN ~ 'arn:aws:iam::111122223333:role/a/b+=,.@-_' ~
                    RoleARN ~ 'arn:aws:iam::11112222333:role/a' ~ Member must satisfy regular expression pattern: arn:.*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+
                    RoleARN ~ '' ~ Member must have length greater than or equal to 1; Member must satisfy regular expression pattern: arn:.*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+
                    BucketARN ~ 'arn:aws:s3:::my.bucket-1' ~
                    BucketARN ~ 'arn:aws:s3:::' ~ Member must satisfy regular expression pattern: arn:.*:s3:::[\\w\\.\\-]{1,255}
                    Prefix ~ '' ~
                    Prefix ~ 'x*1024' ~
                    Prefix ~ 'x*1025' ~ Member must have length less than or equal to 1024
                    ErrorOutputPrefix ~ 'x*1025' ~ Member must have length less than or equal to 1024
                    CompressionFormat ~ 'Snappy' ~
                    CompressionFormat ~ 'SNAPPY' ~ Member must satisfy enum value set: [ZIP, HADOOP_SNAPPY, Snappy, GZIP, UNCOMPRESSED]
                    FileExtension ~ '' ~
                    FileExtension ~ '.json.gz' ~
                    FileExtension ~ '.JSON' ~ Member must satisfy regular expression pattern: ^(|\\.[0-9a-z!\\-_.*'()]+)$
                    CustomTimeZone ~ '' ~
                    CustomTimeZone ~ 'America/New_York' ~
                    CustomTimeZone ~ 'Etc/GMT+1' ~ Member must satisfy regular expression pattern: ^$|[a-zA-Z/_]+
                    CustomTimeZone ~ 'x*51' ~ Member must have length less than or equal to 50
                    BufferingHints.SizeInMBs ~ 1 ~
                    BufferingHints.SizeInMBs ~ 128 ~
                    BufferingHints.SizeInMBs ~ 0 ~ Member must have value greater than or equal to 1
                    BufferingHints.SizeInMBs ~ 129 ~ Member must have value less than or equal to 128
                    BufferingHints.IntervalInSeconds ~ 0 ~
                    BufferingHints.IntervalInSeconds ~ 900 ~
                    BufferingHints.IntervalInSeconds ~ -1 ~ Member must have value greater than or equal to 0
                    BufferingHints.IntervalInSeconds ~ 901 ~ Member must have value less than or equal to 900
                    CloudWatchLoggingOptions.LogGroupName ~ '/aws/kinesisfirehose/a_b.c#1' ~
                    CloudWatchLoggingOptions.LogGroupName ~ 'a b' ~ Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]*
                    CloudWatchLoggingOptions.LogStreamName ~ 'a:b' ~ Member must satisfy regular expression pattern: [^:*]*
                    CloudWatchLoggingOptions.LogStreamName ~ 'x*513' ~ Member must have length less than or equal to 512
                    EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN ~ 'arn:aws:kms:eu-west-1:111122223333:alias/a' ~
                    EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN ~ 'arn:aws:s3:eu-west-1:111122223333:alias/a' ~ Member must satisfy regular expression pattern: arn:.*:kms:[a-zA-Z0-9\\-]+:\\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\\-_/]+
                    S3BackupMode ~ 'Enabled' ~
                    S3BackupMode ~ 'enabled' ~ Member must satisfy enum value set: [Disabled, Enabled]
                    DynamicPartitioningConfiguration.RetryOptions.DurationInSeconds ~ 7200 ~
                    DynamicPartitioningConfiguration.RetryOptions.DurationInSeconds ~ 7201 ~ Member must have value less than or equal to 7200
                    DataFormatConversionConfiguration.SchemaConfiguration.TableName ~ 'a b' ~ Member must satisfy regular expression pattern: ^\\S+$
                    DataFormatConversionConfiguration.SchemaConfiguration.TableName ~ 'x*1025' ~ Member must have length less than or equal to 1024
                    """)
    void constrainsMembersOfTheExtendedS3Destination(String path, String value, String expected) {
        String json = value;
        if (value.startsWith("'x*")) {
            int count = Integer.parseInt(value.substring(3, value.length() - 1));
            json = "'" + "x".repeat(count) + "'";
        }
        String[] names = path.split("\\.");
        for (int i = names.length - 1; i > 0; i--) {
            json = "{'" + names[i] + "':" + json + "}";
        }
        String destination =
                names[0].equals("RoleARN") || names[0].equals("BucketARN") ? without(names[0]) : S3;
        List<Violation> violations =
                create(
                        "'ExtendedS3DestinationConfiguration':{"
                                + destination
                                + ",'"
                                + names[0]
                                + "':"
                                + json
                                + "}");

        assertThat(String.join("; ", violations.stream().map(Violation::constraint).toList()))
                .isEqualTo(expected == null ? "" : expected);
        assertThat(violations)
                .allSatisfy(
                        v ->
                                assertThat(v.path())
                                        .isEqualTo(
                                                "extendedS3DestinationConfiguration."
                                                        + lowerCamel(path)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    DeliveryStreamType | 'DatabaseAsSource' | true
                    DeliveryStreamType | 'directput' | false
                    DirectPutSourceConfiguration | {'ThroughputHintInMBs':100} | true
                    DirectPutSourceConfiguration | {'ThroughputHintInMBs':101} | false
                    DirectPutSourceConfiguration | {'ThroughputHintInMBs':0} | false
                    Tags | [{'Key':'team','Value':''}] | true
                    Tags | [] | false
                    Tags | [{'Key':'aws:team'}] | false
                    Tags | [{'Key':'a*b'}] | false
                    Tags | [{'Value':'x'}] | false
                    SplunkDestinationConfiguration | {'HECEndpoint':'https://a:1','HECEndpointType':'Raw','HECAcknowledgmentTimeoutInSeconds':180,'S3Configuration':{S3}} | true
                    SplunkDestinationConfiguration | {'HECEndpoint':'https://a:1','HECEndpointType':'Raw','HECAcknowledgmentTimeoutInSeconds':179,'S3Configuration':{S3}} | false
                    SplunkDestinationConfiguration | {'HECEndpoint':'https://a:1','HECEndpointType':'Raw','HECAcknowledgmentTimeoutInSeconds':601,'S3Configuration':{S3}} | false
                    HttpEndpointDestinationConfiguration | {'EndpointConfiguration':{'Url':'https://a'},'S3Configuration':{S3}} | true
                    HttpEndpointDestinationConfiguration | {'EndpointConfiguration':{'Url':'http://a'},'S3Configuration':{S3}} | false
                    HttpEndpointDestinationConfiguration | {'EndpointConfiguration':{'Url':'https://a','Name':' '},'S3Configuration':{S3}} | false
                    ElasticsearchDestinationConfiguration | {'RoleARN':'arn:aws:iam::111122223333:role/fh','DomainARN':'arn:aws:es:eu-west-1:111122223333:domain/logs','IndexName':'i','S3Configuration':{S3}} | true
                    ElasticsearchDestinationConfiguration | {'RoleARN':'arn:aws:iam::111122223333:role/fh','DomainARN':'arn:aws:es:eu-west-1:111122223333:domain/L','IndexName':'i','S3Configuration':{S3}} | false
                    ElasticsearchDestinationConfiguration | {'RoleARN':'arn:aws:iam::111122223333:role/fh','ClusterEndpoint':'http://a','IndexName':'i','S3Configuration':{S3}} | false
                    RedshiftDestinationConfiguration | {'RoleARN':'arn:aws:iam::111122223333:role/fh','ClusterJDBCURL':'jdbc:redshift://a.b.redshift.amazonaws.com:5439/dev','CopyCommand':{'DataTableName':'t'},'Password':'secret','S3Configuration':{S3}} | true
                    RedshiftDestinationConfiguration | {'RoleARN':'arn:aws:iam::111122223333:role/fh','ClusterJDBCURL':'jdbc:mysql://a.b.redshift.amazonaws.com:5439/dev','CopyCommand':{'DataTableName':'t'},'S3Configuration':{S3}} | false
                    RedshiftDestinationConfiguration | {'RoleARN':'arn:aws:iam::111122223333:role/fh','ClusterJDBCURL':'jdbc:redshift://a.b.redshift.amazonaws.com:5439/dev','CopyCommand':{'DataTableName':'t'},'Password':'short','S3Configuration':{S3}} | false
                    """)
    void constrainsTheOtherBlocks(String member, String json, boolean accepted) {
        List<Violation> violations =
                create("'" + member + "':" + json.replace("{S3}", "{" + S3 + "}"));

        assertThat(violations.isEmpty()).as("%s", violations).isEqualTo(accepted);
    }

    private static List<Violation> create(String members) {
        String json = "{'DeliveryStreamName':'s'," + members + "}";
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return CONSTRAINTS.check(
                "CreateDeliveryStream",
                Codec.read(bytes, bytes.length, CreateDeliveryStreamRequest.builder()));
    }

    private static String without(String name) {
        return name.equals("RoleARN")
                ? "'BucketARN':'arn:aws:s3:::lake'"
                : "'RoleARN':'arn:aws:iam::111122223333:role/fh'";
    }

    private static String lowerCamel(String path) {
        StringBuilder out = new StringBuilder();
        for (String name : path.split("\\.")) {
            out.append(out.isEmpty() ? "" : ".")
                    .append(Character.toLowerCase(name.charAt(0)))
                    .append(name.substring(1));
        }
        return out.toString();
    }
}
