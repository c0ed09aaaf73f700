package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.plan.Compression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/// How updates merge. Source: Firehose API Reference, UpdateDestination, and captures of it.
final class UpdateDestinationTest {
    private static final String APPEND =
            "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':"
                    + "'AppendDelimiterToRecord'}]}";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void keepsWhatIsNotSentAndReplacesWhatIs() {
        firehose.createStream(
                "clicks",
                "'Prefix':'old/','CompressionFormat':'GZIP',"
                        + "'BufferingHints':{'SizeInMBs':9,'IntervalInSeconds':90}");
        assertThat(update("1", "'ExtendedS3DestinationUpdate':{'Prefix':'new/'}").body())
                .isEqualTo(FirehoseHarness.json("{}"));
        JsonNode s3 = firehose.describeExtendedS3("clicks");
        assertThat(s3.get("Prefix").asText()).isEqualTo("new/");
        assertThat(s3.get("CompressionFormat").asText()).isEqualTo("GZIP");
        assertThat(s3.get("BufferingHints").toString())
                .isEqualTo("{\"SizeInMBs\":9,\"IntervalInSeconds\":90}");
        assertThat(firehose.plan("clicks").main().prefix()).isEqualTo("new/");
        assertThat(firehose.plan("clicks").main().compression()).isEqualTo(Compression.GZIP);
        assertThat(firehose.plan("clicks").versionId()).isEqualTo(2);
    }

    @Test
    void raisesTheVersionAndNotesTheTime() {
        firehose.createStream("clicks", "");
        assertThat(firehose.describe("clicks").has("LastUpdateTimestamp")).isFalse();
        firehose.clock.advance(Duration.ofSeconds(10));
        update("1", "'S3DestinationUpdate':{'Prefix':'p/'}");
        JsonNode after = firehose.describe("clicks");
        assertThat(after.get("VersionId").asText()).isEqualTo("2");
        assertThat(after.get("CreateTimestamp").asText()).isEqualTo("1.76722560025E9");
        assertThat(after.get("LastUpdateTimestamp").asText()).isEqualTo("1.76722561025E9");
        assertThat(after.get("DeliveryStreamStatus").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void changesBothFormsThroughThePlainOne() {
        firehose.createStream("clicks", APPEND);
        update("1", "'S3DestinationUpdate':{'Prefix':'p/'}");
        JsonNode destination = firehose.describe("clicks").get("Destinations").get(0);
        assertThat(destination.at("/S3DestinationDescription/Prefix").asText()).isEqualTo("p/");
        assertThat(destination.at("/ExtendedS3DestinationDescription/Prefix").asText())
                .isEqualTo("p/");
        assertThat(firehose.plan("clicks").appendDelimiter()).isTrue();
    }

    @Test
    void replacesProcessingAsAWhole() {
        firehose.createStream("clicks", APPEND);
        update("1", "'ExtendedS3DestinationUpdate':{'ProcessingConfiguration':{'Enabled':false}}");
        assertThat(firehose.describeExtendedS3("clicks").get("ProcessingConfiguration"))
                .isEqualTo(FirehoseHarness.json("{'Enabled':false,'Processors':[]}"));
        assertThat(firehose.plan("clicks").appendDelimiter()).isFalse();
    }

    @Test
    void mergesConversionMemberByMember() {
        firehose.createStream(
                "clicks",
                "'DataFormatConversionConfiguration':{'Enabled':false,"
                        + "'SchemaConfiguration':{'DatabaseName':'d','TableName':'t'}}");
        update(
                "1",
                "'ExtendedS3DestinationUpdate':{'DataFormatConversionConfiguration':"
                        + "{'Enabled':false,'SchemaConfiguration':{'TableName':'u'},"
                        + "'OutputFormatConfiguration':{'Serializer':{'ParquetSerDe':{}}}}}");
        assertThat(firehose.describeExtendedS3("clicks").get("DataFormatConversionConfiguration"))
                .isEqualTo(
                        FirehoseHarness.json(
                                "{'Enabled':false,'SchemaConfiguration':{'DatabaseName':'d',"
                                    + "'TableName':'u'},'OutputFormatConfiguration':{'Serializer':"
                                    + "{'ParquetSerDe':{}}}}"));
    }

    @Test
    void takesAConversionWithoutEnabledForEnabled() {
        firehose.createStream("clicks", "");
        assertThat(
                        update(
                                        "1",
                                        "'ExtendedS3DestinationUpdate':"
                                                + "{'DataFormatConversionConfiguration':{}}")
                                .error())
                .isEqualTo(
                        "InvalidArgumentException: BufferingHints.SizeInMBs must be at least 64"
                                + " when data format conversion is enabled.");
    }

    @Test
    void replacesHintsEncryptionAndLoggingAsBlocks() {
        firehose.createStream(
                "clicks",
                "'CloudWatchLoggingOptions':{'Enabled':true,'LogGroupName':'g','LogStreamName':'s'}");
        update("1", "'ExtendedS3DestinationUpdate':{'CloudWatchLoggingOptions':{'Enabled':false}}");
        assertThat(firehose.describeExtendedS3("clicks").get("CloudWatchLoggingOptions"))
                .isEqualTo(FirehoseHarness.json("{'Enabled':false}"));
        assertThat(
                        update(
                                        "2",
                                        "'ExtendedS3DestinationUpdate':{'BufferingHints':{'SizeInMBs':9}}")
                                .error())
                .isEqualTo(
                        "InvalidArgumentException: BufferingHints.SizeInMBs and"
                                + " BufferingHints.IntervalInSeconds must be specified together.");
    }

    @Test
    void turnsBackupOnMergesItAndNeverTurnsItOff() {
        firehose.createStream("clicks", "");
        update(
                "1",
                "'ExtendedS3DestinationUpdate':{'S3BackupMode':'Enabled','S3BackupUpdate':"
                        + FirehoseHarness.s3("'Prefix':'b/'")
                        + "}");
        update(
                "2",
                "'ExtendedS3DestinationUpdate':{'S3BackupUpdate':{'CompressionFormat':'GZIP'}}");
        JsonNode backup = firehose.describeExtendedS3("clicks").get("S3BackupDescription");
        assertThat(backup.get("Prefix").asText()).isEqualTo("b/");
        assertThat(firehose.plan("clicks").backup().orElseThrow().prefix()).isEqualTo("b/");
        assertThat(firehose.plan("clicks").backup().orElseThrow().compression())
                .isEqualTo(Compression.GZIP);
        assertThat(update("3", "'ExtendedS3DestinationUpdate':{'S3BackupMode':'Disabled'}").error())
                .isEqualTo(
                        "InvalidArgumentException: Disabling S3 backup is not currently"
                                + " supported.");
    }

    @Test
    void refusesAnUpdateMadeFromAnotherVersion() {
        firehose.createStream("clicks", "");
        assertThat(update("2", "'S3DestinationUpdate':{}").error())
                .isEqualTo(
                        "ConcurrentModificationException: Cannot update firehose: clicks since the"
                            + " current version id: 1 and specified version id: 2 do not match");
        assertThat(firehose.describe("clicks").get("VersionId").asText()).isEqualTo("1");
    }

    @Test
    void refusesAStreamThatIsNotActive() {
        firehose.createStream("clicks", "");
        firehose.ask("DeleteDeliveryStream", "{'DeliveryStreamName':'clicks'}");
        assertThat(update("1", "'S3DestinationUpdate':{}").error())
                .isEqualTo(
                        "ResourceInUseException: Firehose clicks under accountId 111122223333 is"
                                + " DELETING");
    }

    @Test
    void refusesAnUnknownDestination() {
        firehose.createStream("clicks", "");
        assertThat(
                        firehose.call(
                                        "UpdateDestination",
                                        "{'DeliveryStreamName':'clicks','DestinationId':'d-2',"
                                                + "'CurrentDeliveryStreamVersionId':'1',"
                                                + "'S3DestinationUpdate':{}}")
                                .error())
                .isEqualTo("InvalidArgumentException: Destination Id d-2 not found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ThisMemberIsUnknown':1 | At least one destination or source"
                        + " configuration update must be provided",
                "'S3DestinationUpdate':{},'ExtendedS3DestinationUpdate':{} | Exactly one"
                        + " destination configuration is supported for a Firehose",
                "'HttpEndpointDestinationUpdate':{} | Changing the destination type to or from"
                        + " HttpEndpoint is not supported at this time.",
                "'SplunkDestinationUpdate':{} | Destination Splunk is not supported by this version"
                        + " of Hydrant: records are delivered to S3 only.",
                "'ExtendedS3DestinationUpdate':{'Prefix':'a!{'} | Ths supplied prefix(es) do not"
                        + " satisfy the following constraint: Invalid expression usage",
                "'ExtendedS3DestinationUpdate':{'ProcessingConfiguration':{'Enabled':true}} | A"
                        + " maximum of 5 and a minimum of 1 processor needs to be supplied when"
                        + " processing is enabled.",
                "'ExtendedS3DestinationUpdate':{'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'Decompression'}]}}"
                    + " | Enabling source decompression is not supported for existing stream with"
                    + " no Lambda function attached.",
                "'ExtendedS3DestinationUpdate':{'Prefix':'!{partitionKeyFromQuery:k}/',"
                    + "'ErrorOutputPrefix':'!{firehose:error-output-type}/',"
                    + "'BufferingHints':{'SizeInMBs':64,'IntervalInSeconds':60},'DynamicPartitioningConfiguration':{'Enabled':true}}"
                    + " | Dynamic Partitioning can only be enabled when the delivery stream is"
                    + " created.",
                "'ExtendedS3DestinationUpdate':{'S3BackupUpdate':{'Prefix':'b/'}} | S3BackupUpdate"
                        + " needs RoleARN and BucketARN: there is no S3 backup yet.",
            })
    void saysWhatIsWrong(String members, String message) {
        firehose.createStream("clicks", "");
        assertThat(update("1", members).error()).isEqualTo("InvalidArgumentException: " + message);
    }

    private FirehoseHarness.Answer update(String version, String members) {
        return firehose.call(
                "UpdateDestination",
                "{'DeliveryStreamName':'clicks','DestinationId':'destinationId-000000000001',"
                        + "'CurrentDeliveryStreamVersionId':'"
                        + version
                        + "',"
                        + members
                        + "}");
    }
}
