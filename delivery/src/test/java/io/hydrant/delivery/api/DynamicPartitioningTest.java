package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.Partitioning;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// Configurations with dynamic partitioning as they are published: what is described, what is
/// planned, what an update may change.
final class DynamicPartitioningTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:Extractor:1";
    private static final String COMMON =
            "'Prefix':'region=!{partitionKeyFromLambda:region}/hour=!{partitionKeyFromLambda:hour}/',"
                + "'ErrorOutputPrefix':'error/year=!{timestamp:yyyy}/"
                + "!{firehose:error-output-type}',"
                + "'BufferingHints':{'SizeInMBs':128,'IntervalInSeconds':60},"
                + "'CompressionFormat':'UNCOMPRESSED',"
                + "'EncryptionConfiguration':{'NoEncryptionConfig':'NoEncryption'},"
                + "'CloudWatchLoggingOptions':{'Enabled':false}";
    private static final String PROCESSORS =
            "'ProcessingConfiguration':{'Enabled':true,'Processors':["
                    + "{'Type':'RecordDeAggregation','Parameters':["
                    + parameter("SubRecordType", "JSON")
                    + "]},{'Type':'AppendDelimiterToRecord','Parameters':[]},"
                    + "{'Type':'Lambda','Parameters':["
                    + parameter("LambdaArn", ARN)
                    + ","
                    + parameter("NumberOfRetries", "3")
                    + ","
                    + parameter("RoleArn", "arn:aws:iam::123456789012:role/service-role/r")
                    + ","
                    + parameter("BufferSizeInMBs", "3")
                    + ","
                    + parameter("BufferIntervalInSeconds", "300")
                    + "]}]}";
    private static final String BY_QUERY =
            "'Prefix':'c=!{partitionKeyFromQuery:c}/','ErrorOutputPrefix':"
                + "'e/!{firehose:error-output-type}/','ProcessingConfiguration':{'Enabled':true,"
                + "'Processors':[{'Type':'MetadataExtraction','Parameters':["
                    + parameter("MetadataExtractionQuery", "{c:.customer_id}")
                    + ","
                    + parameter("JsonParsingEngine", "JQ-1.6")
                    + "]}]}";
    private static final String ON = "'DynamicPartitioningConfiguration':{'Enabled':true";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void describesKeysOfAFunctionAsTheyWereConfigured() {
        firehose.createStream("clicks", COMMON + "," + PROCESSORS + "," + ON + "}");
        JsonNode described =
                firehose.describe("clicks")
                        .get("Destinations")
                        .get(0)
                        .get("ExtendedS3DestinationDescription");
        assertThat(described)
                .isEqualTo(
                        FirehoseHarness.json(
                                FirehoseHarness.s3(
                                        COMMON
                                                + ","
                                                + PROCESSORS
                                                + ",'S3BackupMode':'Disabled',"
                                                + "'DataFormatConversionConfiguration':"
                                                + "{'Enabled':false},"
                                                + ON
                                                + ",'RetryOptions':{'DurationInSeconds':300}}")));
        DeliveryPlan plan = firehose.plan("clicks");
        assertThat(plan.partitioning()).contains(new Partitioning(Optional.empty()));
        assertThat(plan.subRecords())
                .isEqualTo(new SubRecordRules(false, false, Optional.of(new DeAggregation.Json())));
        assertThat(plan.appendDelimiter()).isTrue();
        assertThat(plan.function()).isPresent();
    }

    @Test
    void plansTheQueryWithLargeBuffersWhenNoneAreGiven() {
        firehose.createStream("clicks", BY_QUERY + "," + ON + ",'RetryOptions':{}}");
        DeliveryPlan plan = firehose.plan("clicks");
        assertThat(plan.partitioning()).contains(new Partitioning(Optional.of("{c:.customer_id}")));
        assertThat(plan.main().hints().maxBytes()).isEqualTo(128 << 20);
    }

    @Test
    void changesKeysButNeverSwitchesPartitioningOff() {
        firehose.createStream("clicks", BY_QUERY + "," + ON + "}");
        assertThat(update("1", "'DynamicPartitioningConfiguration':{'Enabled':false}").error())
                .isEqualTo(
                        "InvalidArgumentException: Dynamic Partitioning cannot be disabled once it"
                                + " is enabled.");
        assertThat(update("1", "'ProcessingConfiguration':{'Enabled':false}").error())
                .isEqualTo(
                        "InvalidArgumentException: Processing Configuration is not enabled when"
                                + " DataPartitioning is enabled");
        update("1", BY_QUERY.replace("customer_id", "user").replace("c=", "d="));
        DeliveryPlan plan = firehose.plan("clicks");
        assertThat(plan.versionId()).isEqualTo(2);
        assertThat(plan.partitioning()).contains(new Partitioning(Optional.of("{c:.user}")));
        assertThat(plan.main().prefix()).startsWith("d=");
    }

    @Test
    void plansDecompressionOfLogs() {
        firehose.createStream(
                "clicks",
                "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'Decompression',"
                        + "'Parameters':["
                        + parameter("CompressionFormat", "GZIP")
                        + "]},{'Type':'CloudWatchLogProcessing','Parameters':["
                        + parameter("DataMessageExtraction", "True")
                        + "]}]}");
        assertThat(firehose.plan("clicks").subRecords())
                .isEqualTo(new SubRecordRules(true, true, Optional.empty()));
    }

    private FirehoseHarness.Answer update(String version, String members) {
        return firehose.call(
                "UpdateDestination",
                "{'DeliveryStreamName':'clicks','DestinationId':'destinationId-000000000001',"
                        + "'CurrentDeliveryStreamVersionId':'"
                        + version
                        + "','ExtendedS3DestinationUpdate':{"
                        + members
                        + "}}");
    }

    private static String parameter(String name, String value) {
        return "{'ParameterName':'" + name + "','ParameterValue':'" + value + "'}";
    }
}
