package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// Every rule of an S3 destination with the service's own text. Source: captures of
/// CreateDeliveryStream.
final class S3DestinationRulesTest {
    private static final String WRAPPED =
            "Ths supplied prefix(es) do not satisfy the following constraint: ";
    private static final String TYPE = "!{firehose:error-output-type}";
    private static final String DP =
            "'DynamicPartitioningConfiguration':{'Enabled':true},"
                    + "'BufferingHints':{'SizeInMBs':64,'IntervalInSeconds':60},"
                    + "'ErrorOutputPrefix':'e/"
                    + TYPE
                    + "/'";
    private static final String DP_PREFIX = ",'Prefix':'!{partitionKeyFromQuery:k}/'";
    private static final String LAMBDA_ARN =
            "{'ParameterName':'LambdaArn','ParameterValue':"
                    + "'arn:aws:lambda:eu-west-1:111122223333:function:f'}";
    private static final String SCHEMA =
            "'SchemaConfiguration':{'RoleARN':'"
                    + FirehoseHarness.ROLE
                    + "','DatabaseName':'d','TableName':'t'}";
    private static final String IN =
            "'InputFormatConfiguration':{'Deserializer':{'OpenXJsonSerDe':{}}}";
    private static final String OUT =
            "'OutputFormatConfiguration':{'Serializer':{'ParquetSerDe':{}}}";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @ParameterizedTest
    @MethodSource({
        "prefixes",
        "partitioning",
        "processors",
        "lambda",
        "conversion",
        "backup",
        "others",
        "keys"
    })
    void saysWhatIsWrong(String members, String message) {
        String wish =
                "{'DeliveryStreamName':'clicks','ExtendedS3DestinationConfiguration':"
                        + FirehoseHarness.s3(members)
                        + "}";
        assertThat(firehose.call("CreateDeliveryStream", wish).error())
                .isEqualTo("InvalidArgumentException: " + message);
    }

    static Stream<Arguments> prefixes() {
        String notEmpty =
                "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions";
        return Stream.of(
                row("'Prefix':'!{timestamp:yyyy}/'", WRAPPED + notEmpty),
                row("'Prefix':'!{timestamp:yyyy}/','ErrorOutputPrefix':''", WRAPPED + notEmpty),
                row(
                        "'ErrorOutputPrefix':'e/!{timestamp:yyyy}/'",
                        WRAPPED
                                + "ErrorOutputPrefix must contain at least one occurrence of "
                                + TYPE),
                row(
                        "'Prefix':'" + TYPE + "/','ErrorOutputPrefix':'" + TYPE + "/'",
                        WRAPPED + "Prefix must not contain any occurrence of " + TYPE),
                row("'Prefix':'a!{'", WRAPPED + "Invalid expression usage"),
                row("'Prefix':'a!{timestamp:yyyy'", WRAPPED + "Invalid expression usage"),
                row(
                        "'Prefix':'!{date:yyyy}/'",
                        WRAPPED + "Namespace to the left of colon (date) is an invalid keyword!"),
                row(
                        "'ErrorOutputPrefix':'" + TYPE + "!{partitionKeyFromQuery:k}'",
                        WRAPPED
                                + "Dynamic Partitioning Namespaces can't be part of an error prefix"
                                + " expression"),
                row(
                        "'Prefix':'" + "x".repeat(513) + "'",
                        WRAPPED + "Length of evaluated prefix cannot be greater than 512"),
                row(
                        "'Prefix':'" + "ü".repeat(400) + "'",
                        "The evaluated prefix must be at most 744 bytes in UTF-8, so that keys stay"
                                + " within the 1,024 bytes of S3"),
                row(
                        "'ErrorOutputPrefix':'" + "x".repeat(513) + "'",
                        WRAPPED
                                + "Length of evaluated ErrorOutputPrefix cannot be greater than"
                                + " 512"));
    }

    static Stream<Arguments> partitioning() {
        String model = "class com.amazonaws.services.firehose.internal.model.";
        String only = " can only be present when Dynamic Partitioning is enabled.";
        return Stream.of(
                row(
                        DP,
                        WRAPPED
                                + "S3 Prefix should contain Dynamic Partitioning namespaces when"
                                + " Dynamic Partitioning is enabled"),
                row(
                        (DP + DP_PREFIX).replace("'SizeInMBs':64", "'SizeInMBs':63"),
                        "BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is"
                                + " enabled."),
                row(
                        processing(processor("MetadataExtraction", "")),
                        model + "MetadataExtractionProcessor" + only),
                row(
                        processing(processor("RecordDeAggregation", "")),
                        model + "RecordDeAggregationProcessor" + only),
                row(
                        partitioned(processor("MetadataExtraction", "")),
                        "MetaDataExtraction JSON Parsing Engine has to be one of JQ-1.6"),
                row(
                        partitioned(
                                processor(
                                        "MetadataExtraction",
                                        parameter("JsonParsingEngine", "JQ-1.5"))),
                        "MetaDataExtraction JSON Parsing Engine has to be one of JQ-1.6"),
                row(
                        partitioned(
                                processor(
                                        "RecordDeAggregation", parameter("SubRecordType", "XML"))),
                        "SubRecordType has to be one of JSON, DELIMITED"),
                row(
                        partitioned(
                                processor(
                                        "RecordDeAggregation",
                                        parameter("SubRecordType", "DELIMITED"))),
                        "Delimiter should be present for DELIMITED"),
                row(
                        partitioned(
                                processor(
                                        "RecordDeAggregation",
                                        parameter("SubRecordType", "DELIMITED")
                                                + ","
                                                + parameter("Delimiter", "####"))),
                        "Delimiter should be Base64 encoded: ####"));
    }

    static Stream<Arguments> processors() {
        String append = processor("AppendDelimiterToRecord", "");
        String count =
                "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing"
                        + " is enabled.";
        String logs = "CloudWatchLogProcessing";
        String decompression = processor("Decompression", "");
        return Stream.of(
                row("'ProcessingConfiguration':{'Enabled':true}", count),
                row(processing((append + ",").repeat(5) + append), count),
                row(
                        processing(processor(logs, "")),
                        "CloudWatchLogProcessingProcessor can only be enabled with"
                                + " DecompressionProcessor"),
                row(
                        processing(
                                decompression
                                        + ","
                                        + processor(logs, parameter("DataMessageExtraction", "1"))),
                        "Invalid parameter value for DataMessageExtraction. Allowed values are True"
                                + " and False."),
                row(
                        processing(
                                processor("Decompression", parameter("CompressionFormat", "ZIP"))),
                        "CompressionFormat has to be GZIP"));
    }

    static Stream<Arguments> lambda() {
        String size = "BufferSizeInMBs for lambda processor must be between 0.2 and 3.";
        String interval = "BufferIntervalInSeconds for lambda processor must be between 0 and 900.";
        String retries = "Number of retries for lambda must be between 0 and 300.";
        String both =
                "Both BufferSizeInMBs and BufferIntervalInSeconds are required to configure"
                        + " buffering for lambda processor.";
        String one = processor("Lambda", LAMBDA_ARN);
        return Stream.of(
                row(processing(one + "," + one), "Cannot have more than 1 Lambda processor."),
                row(
                        processing(processor("Lambda", "")),
                        "LambdaArn is required when Lambda processor is used."),
                row(lambda(parameter("BufferSizeInMBs", "1")), both),
                row(lambda(parameter("BufferIntervalInSeconds", "1")), both),
                row(lambda(buffering("0.1", "60")), size),
                row(lambda(buffering("3.1", "60")), size),
                row(lambda(buffering("much", "60")), size),
                row(lambda(buffering("1", "901")), interval),
                row(lambda(buffering("1", "-1")), interval),
                row(lambda(parameter("NumberOfRetries", "301")), retries));
    }

    static Stream<Arguments> conversion() {
        String missing = " must not be null";
        return Stream.of(
                row(
                        "'CompressionFormat':'GZIP'," + conversion(""),
                        "The S3 destination's compression format must be set to UNCOMPRESSED when"
                                + " data format conversion is enabled. To enable compression within"
                                + " the converted output format, set the appropriate serialization"
                                + " option in the output format configuration."),
                row(
                        "'BufferingHints':{'SizeInMBs':63,'IntervalInSeconds':60},"
                                + conversion(""),
                        "BufferingHints.SizeInMBs must be at least 64 when data format conversion"
                                + " is enabled."),
                row(conversion(""), "InputFormatConfiguration" + missing),
                row(conversion(IN), "OutputFormatConfiguration" + missing),
                row(conversion(IN + "," + OUT), "SchemaConfiguration" + missing),
                row(
                        conversion("'InputFormatConfiguration':{}," + OUT + "," + SCHEMA),
                        "Deserializer" + missing),
                row(
                        conversion(
                                IN.replace("{}", "{},'HiveJsonSerDe':{}")
                                        + ","
                                        + OUT
                                        + ","
                                        + SCHEMA),
                        "More than one deserializer specified. Only one may be chosen."),
                row(
                        conversion(IN + ",'OutputFormatConfiguration':{'Serializer':{}}," + SCHEMA),
                        "Serializer" + missing),
                row(
                        conversion(IN + "," + OUT.replace("{}", "{},'OrcSerDe':{}") + "," + SCHEMA),
                        "More than one serializer specified. Only one may be chosen."),
                row(
                        conversion(IN + "," + OUT + ",'SchemaConfiguration':{}"),
                        "SchemaConfiguration.RoleArn must not be null or empty"),
                row(
                        conversion(
                                IN + "," + OUT + "," + SCHEMA.replace("'DatabaseName':'d',", "")),
                        "SchemaConfiguration.DatabaseName must not be null or empty"),
                row(
                        conversion(IN + "," + OUT + "," + SCHEMA.replace(",'TableName':'t'", "")),
                        "SchemaConfiguration.TableName must not be null or empty"));
    }

    static Stream<Arguments> backup() {
        return Stream.of(
                row(
                        "'S3BackupMode':'Enabled'",
                        "S3 backup destination configuration is required when enabling S3 backup."),
                row(
                        "'S3BackupConfiguration':" + FirehoseHarness.s3("'Prefix':'!{x'"),
                        WRAPPED + "Invalid expression usage"),
                row(
                        "'S3BackupConfiguration':"
                                + FirehoseHarness.s3(
                                        "'BufferingHints':{'SizeInMBs':5,'IntervalInSeconds':59}"),
                        "BufferingHints.IntervalInSeconds must be at least 60 for S3 backup."));
    }

    static Stream<Arguments> others() {
        String exactlyOne =
                "Exactly one of NoEncryptionConfig or KMSEncryptionConfig must be specified";
        String kms =
                "'KMSEncryptionConfig':{'AWSKMSKeyARN':'arn:aws:kms:eu-west-1:111122223333:key/a'}";
        String together =
                "BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be specified"
                        + " together.";
        return Stream.of(
                row("'EncryptionConfiguration':{}", exactlyOne),
                row(
                        "'EncryptionConfiguration':{'NoEncryptionConfig':'NoEncryption',"
                                + kms
                                + "}",
                        exactlyOne),
                row(
                        "'CloudWatchLoggingOptions':{'Enabled':true}",
                        "CloudWatch Log Group Name is required if CloudWatch Logging is enabled"),
                row(
                        "'CloudWatchLoggingOptions':{'Enabled':true,'LogGroupName':'g'}",
                        "CloudWatch Log Stream Name is required if CloudWatch Logging is enabled"),
                row("'BufferingHints':{'SizeInMBs':5}", together),
                row("'BufferingHints':{'IntervalInSeconds':5}", together),
                row(
                        "'CustomTimeZone':'Mars/Olympus'",
                        "CustomTimeZone is not a valid time zone: Mars/Olympus"));
    }

    static Stream<Arguments> keys() {
        String fromLambda = DP + ",'Prefix':'!{partitionKeyFromLambda:k}/'";
        return Stream.of(
                row(
                        "'Prefix':'!{partitionKeyFromQuery:k}/','ErrorOutputPrefix':'" + TYPE + "'",
                        "Dynamic Partitioning Namespaces can only be part of a prefix expression"
                                + " when Dynamic Partitioning is enabled."),
                row(
                        DP + DP_PREFIX,
                        "Processing Configuration is not enabled when DataPartitioning is enabled"),
                row(
                        fromLambda + "," + processing(extraction("{k:.k}")),
                        "Lambda should be present when S3 Prefix contains keys from"
                                + " partitionKeyFromLambda namespace"),
                row(
                        partitioned(processor("Lambda", LAMBDA_ARN)),
                        "MetadataExtraction processor should be present when S3 Prefix has"
                                + " partitionKeyFromQuery namespace"),
                row(
                        partitioned(extraction("{k:.k,l:.l}")),
                        "MetaDataExtraction JQ Query can't contain keys that are not present in the"
                                + " S3 Prefix expression"),
                row(
                        (DP + DP_PREFIX).replace("k}/", "k}/!{partitionKeyFromQuery:m}/")
                                + ","
                                + processing(extraction("{k:.k}")),
                        "S3 Prefix expression can't contain partitionKeyFromQuery keys that are not"
                                + " present in the MetaDataExtraction JQ Query: m"),
                row(
                        partitioned(
                                processor(
                                        "MetadataExtraction",
                                        parameter("JsonParsingEngine", "JQ-1.6"))),
                        "MetadataExtractionQuery is required when MetadataExtraction processor is"
                                + " used."),
                row(
                        partitioned(extraction("{k:.k}") + "," + extraction("{k:.k}")),
                        "Cannot have more than 1 MetadataExtraction processor."));
    }

    @Test
    void saysWhatIsWrongWithAQuery() {
        String wish =
                "{'DeliveryStreamName':'clicks','ExtendedS3DestinationConfiguration':"
                        + FirehoseHarness.s3(partitioned(extraction("{k:.k")))
                        + "}";
        assertThat(firehose.call("CreateDeliveryStream", wish).error())
                .startsWith("InvalidArgumentException: MetaDataExtraction JQ Query is invalid: ");
    }

    private static String extraction(String query) {
        return processor(
                "MetadataExtraction",
                parameter("MetadataExtractionQuery", query)
                        + ","
                        + parameter("JsonParsingEngine", "JQ-1.6"));
    }

    private static Arguments row(String members, String message) {
        return Arguments.of(members, message);
    }

    private static String processing(String processors) {
        return "'ProcessingConfiguration':{'Enabled':true,'Processors':[" + processors + "]}";
    }

    private static String partitioned(String processors) {
        return DP + DP_PREFIX + "," + processing(processors);
    }

    private static String lambda(String moreParameters) {
        return processing(processor("Lambda", LAMBDA_ARN + "," + moreParameters));
    }

    private static String buffering(String size, String interval) {
        return parameter("BufferSizeInMBs", size)
                + ","
                + parameter("BufferIntervalInSeconds", interval);
    }

    private static String processor(String type, String parameters) {
        return "{'Type':'" + type + "','Parameters':[" + parameters + "]}";
    }

    private static String parameter(String name, String value) {
        return "{'ParameterName':'" + name + "','ParameterValue':'" + value + "'}";
    }

    private static String conversion(String members) {
        return "'DataFormatConversionConfiguration':{" + members + "}";
    }
}
