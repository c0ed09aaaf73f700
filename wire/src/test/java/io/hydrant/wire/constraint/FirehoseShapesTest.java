package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every documented field constraint of the Firehose API Reference, against the table in use.
class FirehoseShapesTest {
    private static final ConstraintTable TABLE = ConstraintTable.load("firehose");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            textBlock =
                    """
                    DeliveryStreamName ~ 1..64 [a-zA-Z0-9_.-]+
                    DeliveryStreamVersionId ~ 1..50 [0-9]+
                    DestinationId ~ 1..100 [a-zA-Z0-9-]+
                    DeliveryStreamType ~ [DirectPut, KinesisStreamAsSource, MSKAsSource, DatabaseAsSource]
                    RoleARN ~ 1..512 arn:.*:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-_/]+
                    BucketARN ~ 1..2048 arn:.*:s3:::[\\w\\.\\-]{1,255}
                    Prefix ~ 0..1024 .*
                    ErrorOutputPrefix ~ 0..1024 .*
                    SizeInMBs ~ 1..128
                    IntervalInSeconds ~ 0..900
                    FileExtension ~ 0..128 ^(|\\.[0-9a-z!\\-_.*'()]+)$
                    CustomTimeZone ~ 0..50 ^$|[a-zA-Z/_]+
                    LogGroupName ~ 0..512 [\\.\\-_/#A-Za-z0-9]*
                    LogStreamName ~ 0..512 [^:*]*
                    AWSKMSKeyARN ~ 1..512 arn:.*:kms:[a-zA-Z0-9\\-]+:\\d{12}:(key|alias)/[a-zA-Z_0-9+=,.@\\-_/]+
                    AWSKMSKeyARNForSSE ~ 1..512 arn:.*:kms:[a-zA-Z0-9\\-]+:\\d{12}:key/[a-zA-Z_0-9+=,.@\\-_/]+
                    KeyType ~ [AWS_OWNED_CMK, CUSTOMER_MANAGED_CMK]
                    TagKey ~ 1..128 ^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*$
                    TagValue ~ 0..256 ^[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*$
                    TagDeliveryStreamInputTagList ~ 1..50
                    TagKeyList ~ 1..50
                    ListTagsForDeliveryStreamInputLimit ~ 1..50
                    ListDeliveryStreamsInputLimit ~ 1..10000
                    DescribeDeliveryStreamInputLimit ~ 1..10000
                    PutRecordBatchRequestEntryList ~ 1..500
                    Data ~ 0..1024000
                    ProcessorParameterValue ~ 1..5120 ^(?!\\s*$).+
                    RetryDurationInSeconds ~ 0..7200
                    SplunkRetryDurationInSeconds ~ 0..7200
                    HttpEndpointRetryDurationInSeconds ~ 0..7200
                    RedshiftRetryDurationInSeconds ~ 0..7200
                    ElasticsearchRetryDurationInSeconds ~ 0..7200
                    SnowflakeRetryDurationInSeconds ~ 0..7200
                    HECAcknowledgmentTimeoutInSeconds ~ 180..600
                    HttpEndpointUrl ~ 1..1000 https://.*
                    HttpEndpointAccessKey ~ 0..4096 .*
                    HttpEndpointName ~ 1..256 ^(?!\\s*$).+
                    HttpEndpointCommonAttributesList ~ 0..50
                    HttpEndpointAttributeName ~ 1..256 ^(?!\\s*$).+
                    HttpEndpointAttributeValue ~ 0..1024 .*
                    ElasticsearchClusterEndpoint ~ 1..512 https:.*
                    AmazonopensearchserviceDomainARN ~ 1..512 arn:.*:es:[a-zA-Z0-9\\-]+:\\d{12}:domain/[a-z][-0-9a-z]{2,27}
                    ElasticsearchIndexName ~ 1..80 .*
                    ElasticsearchTypeName ~ 0..100 .*
                    Username ~ 1..512 .*
                    Password ~ 6..512 .*
                    CopyOptions ~ 0..10240 .*
                    DataTableColumns ~ 0..10240 .*
                    DataTableName ~ 1..512 .*
                    SecretARN ~ 1..2048 arn:.*:secretsmanager:[a-zA-Z0-9\\-]+:\\d{12}:secret:[a-zA-Z0-9\\-/_+=.@!]+
                    SubnetIdList ~ 1..16
                    SecurityGroupIdList ~ 1..5
                    NonEmptyStringWithoutWhitespace ~ 1..1024 ^\\S+$
                    ThroughputHintInMBs ~ 1..100
                    """)
    void holdsWhatIsDocumented(String shape, String expected) {
        assertThat(ShapeText.of(TABLE.shape(shape))).isEqualTo(expected);
    }
}
