package io.hydrant.wire.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.wire.json.Codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DescribeDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.ListDeliveryStreamsRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.StartDeliveryStreamEncryptionRequest;
import software.amazon.awssdk.services.firehose.model.UntagDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.UpdateDestinationRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// The field constraints of the Firehose API and the messages the live service gives for them.
class FirehoseConstraintsTest {
    private static final ServiceConstraints CONSTRAINTS = ServiceConstraints.load("firehose");
    private static final String S3 =
            "'RoleARN':'arn:aws:iam::111122223333:role/fh','BucketARN':'arn:aws:s3:::lake'";

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9"})
    void acceptsStreamNames(String name) {
        assertThat(check("DescribeDeliveryStream", "{'DeliveryStreamName':'" + name + "'}"))
                .isEmpty();
    }

    @Test
    void tellsEveryViolationInOneMessageWithoutTheValues() {
        assertThatThrownBy(
                        () ->
                                CONSTRAINTS.require(
                                        "DescribeDeliveryStream",
                                        DescribeDeliveryStreamRequest.builder()
                                                .deliveryStreamName("bad name!" + "x".repeat(60))
                                                .limit(0)
                                                .build()))
                .isInstanceOf(ValidationFailed.class)
                .hasMessage(
                        "3 validation errors detected: Value at 'deliveryStreamName' failed to"
                            + " satisfy constraint: Member must have length less than or equal to"
                            + " 64; Value at 'deliveryStreamName' failed to satisfy constraint:"
                            + " Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+;"
                            + " Value at 'limit' failed to satisfy constraint: Member must have"
                            + " value greater than or equal to 1");
    }

    @Test
    void countsOneViolationInTheSingular() {
        assertThatThrownBy(
                        () ->
                                CONSTRAINTS.require(
                                        "ListDeliveryStreams",
                                        ListDeliveryStreamsRequest.builder().limit(10001).build()))
                .hasMessage(
                        "1 validation error detected: Value at 'limit' failed to satisfy"
                            + " constraint: Member must have value less than or equal to 10000");
    }

    @Test
    void asksForRequiredMembers() {
        assertThat(texts("CreateDeliveryStream", "{'S3DestinationConfiguration':{}}"))
                .containsExactly(
                        "Value at 'deliveryStreamName' failed to satisfy constraint: Member must"
                                + " not be null",
                        "Value at 's3DestinationConfiguration.roleARN' failed to satisfy"
                                + " constraint: Member must not be null",
                        "Value at 's3DestinationConfiguration.bucketARN' failed to satisfy"
                                + " constraint: Member must not be null");
    }

    @Test
    void namesListMembersFromOne() {
        String processors =
                "[{'Type':'Lambda'},{'Type':'Nothing','Parameters':[{'ParameterName':'LambdaArn','ParameterValue':'a'},{'ParameterName':'Nobody','ParameterValue':'"
                    + " '}]}]";
        List<Violation> violations =
                create(
                        "'ExtendedS3DestinationConfiguration':{"
                                + S3
                                + ",'ProcessingConfiguration':{'Enabled':false,'Processors':"
                                + processors
                                + "}}");

        String path =
                "extendedS3DestinationConfiguration.processingConfiguration.processors.2.member";
        assertThat(violations.stream().map(Violation::path))
                .containsExactly(
                        path + ".type",
                        path + ".parameters.2.member.parameterName",
                        path + ".parameters.2.member.parameterValue");
        assertThat(violations.getFirst().constraint())
                .isEqualTo(
                        "Member must satisfy enum value set: [Decompression, Lambda,"
                            + " RecordDeAggregation, MetadataExtraction, AppendDelimiterToRecord,"
                            + " CloudWatchLogProcessing]");
        assertThat(violations.get(1).constraint())
                .isEqualTo(
                        "Member must satisfy enum value set: [DataMessageExtraction,"
                            + " NumberOfRetries, Delimiter, RoleArn, JsonParsingEngine,"
                            + " SubRecordType, MetadataExtractionQuery, BufferIntervalInSeconds,"
                            + " LambdaArn, BufferSizeInMBs, CompressionFormat]");
    }

    @Test
    void refusesANullProcessor() {
        assertThat(
                        create(
                                "'ExtendedS3DestinationConfiguration':{"
                                        + S3
                                        + ",'ProcessingConfiguration':{'Processors':[null]}}"))
                .extracting(Violation::path)
                .containsExactly(
                        "extendedS3DestinationConfiguration.processingConfiguration.processors.1.member");
    }

    @Test
    void printsTheRulesOfMapKeysAndValues() {
        List<Violation> violations =
                create(
                        "'ExtendedS3DestinationConfiguration':{"
                                + S3
                                + ",'DataFormatConversionConfiguration':{'InputFormatConfiguration':{"
                                + "'Deserializer':{'OpenXJsonSerDe':{'ColumnToJsonKeyMappings':{'a"
                                + " b':' '}}}}}}");

        assertThat(violations)
                .extracting(Violation::path)
                .containsOnly(
                        "extendedS3DestinationConfiguration.dataFormatConversionConfiguration"
                                + ".inputFormatConfiguration.deserializer.openXJsonSerDe"
                                + ".columnToJsonKeyMappings");
        assertThat(violations)
                .extracting(Violation::constraint)
                .containsExactly(
                        "Map keys must satisfy constraint: [Member must have length less than or"
                            + " equal to 1024, Member must have length greater than or equal to 1,"
                            + " Member must satisfy regular expression pattern: ^\\S+$]",
                        "Map value must satisfy constraint: [Member must have length less than or"
                            + " equal to 1024, Member must have length greater than or equal to 1,"
                            + " Member must satisfy regular expression pattern: ^(?!\\s*$).+]");
    }

    @Test
    void reportsInTheOrderOfTheService() {
        String conversion =
                "{'Enabled':false,'SchemaConfiguration':{'RoleARN':' ','CatalogId':'"
                    + " ','DatabaseName':' ','TableName':' ','Region':' ','VersionId':'"
                    + " '},'InputFormatConfiguration':{'Deserializer':{'OpenXJsonSerDe':{'ColumnToJsonKeyMappings':{'"
                    + " ':'a'}}}},'OutputFormatConfiguration':"
                    + "{'Serializer':{'OrcSerDe':{'StripeSizeBytes':1,'BlockSizeBytes':1,'RowIndexStride':1,"
                    + "'PaddingTolerance':2,'Compression':'x','BloomFilterFalsePositiveProbability':2,"
                    + "'DictionaryKeyThreshold':2,'FormatVersion':'x'},'ParquetSerDe':{'BlockSizeBytes':1,"
                    + "'PageSizeBytes':1,'Compression':'x','MaxPaddingBytes':-1,'WriterVersion':'x'}}}}";
        List<Violation> violations =
                create(
                        "'ExtendedS3DestinationConfiguration':{"
                                + S3
                                + ",'ProcessingConfiguration':{'Processors':[{'Type':'x'}]},"
                                + "'FileExtension':'x','CompressionFormat':'x',"
                                + "'DataFormatConversionConfiguration':"
                                + conversion
                                + "}");

        assertThat(violations)
                .extracting(v -> v.path().substring(v.path().lastIndexOf('.') + 1))
                .containsExactly(
                        "compressionFormat",
                        "fileExtension",
                        "maxPaddingBytes",
                        "blockSizeBytes",
                        "pageSizeBytes",
                        "compression",
                        "writerVersion",
                        "dictionaryKeyThreshold",
                        "blockSizeBytes",
                        "rowIndexStride",
                        "paddingTolerance",
                        "stripeSizeBytes",
                        "compression",
                        "formatVersion",
                        "bloomFilterFalsePositiveProbability",
                        "columnToJsonKeyMappings",
                        "versionId",
                        "catalogId",
                        "databaseName",
                        "roleARN",
                        "region",
                        "tableName",
                        "type");
        assertThat(violations)
                .extracting(Violation::constraint)
                .contains(
                        "Member must satisfy enum value set: [SNAPPY, GZIP, UNCOMPRESSED]",
                        "Member must satisfy enum value set: [V1, V2]",
                        "Member must satisfy enum value set: [ZLIB, SNAPPY, NONE]",
                        "Member must satisfy enum value set: [V0_11, V0_12]");
    }

    @Test
    void reportsBothBoundsOfNaNUpperFirst() {
        assertThat(
                        create(
                                "'ExtendedS3DestinationConfiguration':{"
                                        + S3
                                        + ",'DataFormatConversionConfiguration':{'OutputFormatConfiguration':"
                                        + "{'Serializer':{'OrcSerDe':{'PaddingTolerance':'NaN'}}}}}"))
                .extracting(Violation::constraint)
                .containsExactly(
                        "Member must have value less than or equal to 1",
                        "Member must have value greater than or equal to 0");
    }

    @Test
    void boundsBatches() {
        assertThat(batch(""))
                .containsExactly("records: Member must have length greater than or equal to 1");
        assertThat(batch("{'Data':''},".repeat(500).replaceAll(",$", ""))).isEmpty();
        assertThat(batch("{'Data':''},".repeat(501).replaceAll(",$", "")))
                .containsExactly("records: Member must have length less than or equal to 500");
        assertThat(batch("{}")).containsExactly("records.1.member.data: Member must not be null");
    }

    @Test
    void boundsRecordsByTheirDecodedSize() {
        String largest = Base64.getEncoder().encodeToString(new byte[1_024_000]);
        String tooLarge = Base64.getEncoder().encodeToString(new byte[1_024_001]);
        assertThat(batch("{'Data':'" + largest + "'}")).isEmpty();
        assertThat(batch("{'Data':'" + tooLarge + "'}"))
                .containsExactly(
                        "records.1.member.data: Member must have length less than or equal to"
                                + " 1024000");
    }

    @Test
    void takesOnlyKeysForServerSideEncryption() {
        assertThat(encryption("key/1")).isEmpty();
        assertThat(encryption("alias/a"))
                .containsExactly("deliveryStreamEncryptionConfigurationInput.keyARN");
    }

    @Test
    void printsTheRulesOfPlainListMembers() {
        assertThat(
                        read(
                                "UntagDeliveryStream",
                                UntagDeliveryStreamRequest.builder()
                                        .deliveryStreamName("s")
                                        .tagKeys("aws:x")
                                        .build()))
                .extracting(Violation::text)
                .containsExactly(
                        "Value at 'tagKeys' failed to satisfy constraint: Member must satisfy"
                                + " constraint: [Member must have length less than or equal to 128,"
                                + " Member must have length greater than or equal to 1, Member must"
                                + " satisfy regular expression pattern:"
                                + " ^(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@%]*$]");
    }

    @Test
    void checksUpdatesLikeCreations() {
        UpdateDestinationRequest update =
                readJson(
                        "{'DeliveryStreamName':'s','CurrentDeliveryStreamVersionId':'one',"
                                + "'DestinationId':'destinationId-000000000001',"
                                + "'ExtendedS3DestinationUpdate':{'CompressionFormat':'zip'}}",
                        UpdateDestinationRequest.builder());
        assertThat(read("UpdateDestination", update))
                .extracting(Violation::path)
                .containsExactly(
                        "currentDeliveryStreamVersionId",
                        "extendedS3DestinationUpdate.compressionFormat");
    }

    private static List<String> encryption(String key) {
        StartDeliveryStreamEncryptionRequest input =
                StartDeliveryStreamEncryptionRequest.builder()
                        .deliveryStreamName("s")
                        .deliveryStreamEncryptionConfigurationInput(
                                block ->
                                        block.keyType("CUSTOMER_MANAGED_CMK")
                                                .keyARN(
                                                        "arn:aws:kms:eu-west-1:111122223333:"
                                                                + key))
                        .build();
        return read("StartDeliveryStreamEncryption", input).stream().map(Violation::path).toList();
    }

    private static List<String> batch(String records) {
        PutRecordBatchRequest input =
                readJson(
                        "{'DeliveryStreamName':'s','Records':[" + records + "]}",
                        PutRecordBatchRequest.builder());
        return read("PutRecordBatch", input).stream()
                .map(violation -> violation.path() + ": " + violation.constraint())
                .toList();
    }

    private static List<Violation> create(String members) {
        return check("CreateDeliveryStream", "{'DeliveryStreamName':'s'," + members + "}");
    }

    private static List<String> texts(String operation, String json) {
        return check(operation, json).stream().map(Violation::text).toList();
    }

    private static List<Violation> check(String operation, String json) {
        return switch (operation) {
            case "CreateDeliveryStream" ->
                    read(operation, readJson(json, CreateDeliveryStreamRequest.builder()));
            case "DescribeDeliveryStream" ->
                    read(operation, readJson(json, DescribeDeliveryStreamRequest.builder()));
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static List<Violation> read(String operation, SdkPojo input) {
        return CONSTRAINTS.check(operation, input);
    }

    private static <I extends SdkPojo> I readJson(String json, SdkBuilder<?, I> builder) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Codec.read(bytes, bytes.length, builder);
    }
}
