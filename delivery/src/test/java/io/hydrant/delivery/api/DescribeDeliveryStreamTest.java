package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

/// What is described is what was sent with the service's defaults. Source: captures of
/// DescribeDeliveryStream.
final class DescribeDeliveryStreamTest {
    private static final String COMMON =
            "'RoleARN':'arn:aws:iam::111122223333:role/fh','BucketARN':'arn:aws:s3:::lake',"
                    + "'BufferingHints':{'SizeInMBs':5,'IntervalInSeconds':300},"
                    + "'CompressionFormat':'UNCOMPRESSED',"
                    + "'EncryptionConfiguration':{'NoEncryptionConfig':'NoEncryption'},"
                    + "'CloudWatchLoggingOptions':{'Enabled':false}";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void fillsInDefaultsAndMirrorsBothS3Forms() {
        firehose.createStream("clicks", "");
        JsonNode expected =
                FirehoseHarness.json(
                        "{'DeliveryStreamName':'clicks','DeliveryStreamARN':"
                                + "'arn:aws:firehose:eu-west-1:111122223333:deliverystream/clicks',"
                                + "'DeliveryStreamStatus':'ACTIVE',"
                                + "'DeliveryStreamEncryptionConfiguration':{'Status':'DISABLED'},"
                                + "'DeliveryStreamType':'DirectPut','VersionId':'1',"
                                + "'CreateTimestamp':1767225600.250,"
                                + "'Destinations':[{'DestinationId':'destinationId-000000000001',"
                                + "'S3DestinationDescription':{"
                                + COMMON
                                + "},'ExtendedS3DestinationDescription':{"
                                + COMMON
                                + ",'ProcessingConfiguration':{'Enabled':false,'Processors':[]},"
                                + "'S3BackupMode':'Disabled',"
                                + "'DataFormatConversionConfiguration':{'Enabled':false}}}],"
                                + "'HasMoreDestinations':false}");
        assertThat(firehose.describe("clicks")).isEqualTo(expected);
    }

    @Test
    void describesAPlainS3DestinationLikeAnExtendedOne() {
        firehose.createStream("extended", "'Prefix':'p/'");
        firehose.ask(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'plain','S3DestinationConfiguration':"
                        + FirehoseHarness.s3("'Prefix':'p/'")
                        + "}");
        assertThat(firehose.describe("plain").get("Destinations"))
                .isEqualTo(firehose.describe("extended").get("Destinations"));
    }

    @Test
    void givesBackEverythingThatWasSent() {
        String common =
                "'Prefix':'d/!{timestamp:yyyy}/','ErrorOutputPrefix':"
                    + "'e/!{firehose:error-output-type}/',"
                    + "'BufferingHints':{'SizeInMBs':1,'IntervalInSeconds':0},"
                    + "'CompressionFormat':'HADOOP_SNAPPY','EncryptionConfiguration':"
                    + "{'KMSEncryptionConfig':{'AWSKMSKeyARN':'arn:aws:kms:eu-west-1:111122223333:key/a'}},"
                    + "'CloudWatchLoggingOptions':{'Enabled':true,'LogGroupName':'g','LogStreamName':'s'}";
        String backup =
                "{'RoleARN':'arn:aws:iam::111122223333:role/b','BucketARN':'arn:aws:s3:::spare',"
                    + "'Prefix':'b/','ErrorOutputPrefix':'be/',"
                    + "'BufferingHints':{'SizeInMBs':2,'IntervalInSeconds':60},"
                    + "'CompressionFormat':'GZIP','EncryptionConfiguration':{'NoEncryptionConfig':"
                    + "'NoEncryption'},'CloudWatchLoggingOptions':{'Enabled':false,'LogGroupName':'x'}}";
        String extended =
                "'FileExtension':'.json','CustomTimeZone':'Europe/Berlin','S3BackupMode':'Enabled',"
                    + "'DataFormatConversionConfiguration':{'Enabled':false,'SchemaConfiguration':"
                    + "{'DatabaseName':'d'},'InputFormatConfiguration':{'Deserializer':"
                    + "{'OpenXJsonSerDe':{'CaseInsensitive':false,'ColumnToJsonKeyMappings':{'a':'b'}}}},"
                    + "'OutputFormatConfiguration':{'Serializer':{'OrcSerDe':{'BloomFilterColumns':['c'],"
                    + "'PaddingTolerance':0.5}}}},"
                    + "'DynamicPartitioningConfiguration':{'Enabled':false,'RetryOptions':{'DurationInSeconds':9}},"
                    + "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':"
                    + "'AppendDelimiterToRecord','Parameters':[]}]}";
        firehose.createStream(
                "clicks", common + "," + extended + ",'S3BackupConfiguration':" + backup);
        JsonNode destination = firehose.describe("clicks").get("Destinations").get(0);
        assertThat(destination.get("S3DestinationDescription"))
                .isEqualTo(FirehoseHarness.json(FirehoseHarness.s3(common)));
        assertThat(destination.get("ExtendedS3DestinationDescription"))
                .isEqualTo(
                        FirehoseHarness.json(
                                FirehoseHarness.s3(
                                        common
                                                + ","
                                                + extended
                                                + ",'S3BackupDescription':"
                                                + backup)));
    }

    @Test
    void describesDisabledProcessorsWithTheirDefaults() {
        String lambda =
                "{'ParameterName':'LambdaArn','ParameterValue':"
                        + "'arn:aws:lambda:eu-west-1:111122223333:function:f'}";
        firehose.createStream(
                "clicks",
                "'ProcessingConfiguration':{'Processors':[{'Type':'Lambda','Parameters':["
                    + "{'ParameterName':'RoleArn','ParameterValue':'arn:aws:iam::111122223333:role/l'},"
                        + lambda
                        + "]},{'Type':'CloudWatchLogProcessing','Parameters':[{'ParameterName':"
                        + "'DataMessageExtraction','ParameterValue':'True'}]},"
                        + "{'Type':'AppendDelimiterToRecord','Parameters':[{'ParameterName':'Delimiter',"
                        + "'ParameterValue':'x'}]}]}");
        assertThat(firehose.describeExtendedS3("clicks").get("ProcessingConfiguration"))
                .isEqualTo(
                        FirehoseHarness.json(
                                "{'Enabled':false,'Processors':[{'Type':'Lambda','Parameters':["
                                        + lambda
                                        + ",{'ParameterName':'NumberOfRetries','ParameterValue':'3'},"
                                        + "{'ParameterName':'RoleArn','ParameterValue':"
                                        + "'arn:aws:iam::111122223333:role/l'},"
                                        + "{'ParameterName':'BufferSizeInMBs','ParameterValue':'1'},"
                                        + "{'ParameterName':'BufferIntervalInSeconds','ParameterValue':'60'}]},"
                                        + "{'Type':'CloudWatchLogProcessing','Parameters':[{'ParameterName':"
                                        + "'DataMessageExtraction','ParameterValue':'true'}]},"
                                        + "{'Type':'AppendDelimiterToRecord','Parameters':[]}]}"));
    }

    @Test
    void saysWhyAStreamCouldNotBeCreated() {
        firehose.engine.beforeEachCall(
                _ -> {
                    throw new IllegalStateException("no room");
                });
        firehose.createStream("clicks", "");
        assertThat(firehose.describe("clicks").get("DeliveryStreamStatus").asText())
                .isEqualTo("CREATING_FAILED");
        assertThat(firehose.describe("clicks").get("FailureDescription"))
                .isEqualTo(FirehoseHarness.json("{'Type':'UNKNOWN_ERROR','Details':'no room'}"));
    }

    @Test
    void listsNoDestinationAfterTheOnlyOne() {
        firehose.createStream("clicks", "");
        JsonNode description =
                firehose.ask(
                                "DescribeDeliveryStream",
                                "{'DeliveryStreamName':'clicks','Limit':1,"
                                    + "'ExclusiveStartDestinationId':'destinationId-000000000001'}")
                        .get("DeliveryStreamDescription");
        assertThat(description.get("Destinations").toString()).isEqualTo("[]");
        assertThat(description.get("HasMoreDestinations").asBoolean()).isFalse();
    }

    @Test
    void findsStreamsInTheirOwnRegionOnly() {
        firehose.createStream("clicks", "");
        assertThat(
                        firehose.call(
                                        "us-east-1",
                                        "DescribeDeliveryStream",
                                        "{\"DeliveryStreamName\":\"clicks\"}")
                                .error())
                .isEqualTo(
                        "ResourceNotFoundException: Firehose clicks under account 111122223333 not"
                                + " found.");
    }
}
