package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Well-formed inputs of the Firehose operations, to be spoilt.
final class Templates {
    /// A stream that takes records.
    static final String STREAM = "healthy";

    /// The operations, each with as many members as it knows.
    static final Map<String, String> INPUTS = new LinkedHashMap<>();

    /// Members without which an operation cannot be called, as pointers.
    static final Map<String, List<String>> REQUIRED =
            Map.of(
                    "CreateDeliveryStream",
                    List.of(
                            "/DeliveryStreamName",
                            "/ExtendedS3DestinationConfiguration/RoleARN",
                            "/ExtendedS3DestinationConfiguration/BucketARN",
                            "/Tags/0/Key",
                            "/ExtendedS3DestinationConfiguration/ProcessingConfiguration/Processors/0/Type"),
                    "PutRecord",
                    List.of("/DeliveryStreamName", "/Record", "/Record/Data"),
                    "PutRecordBatch",
                    List.of("/DeliveryStreamName", "/Records", "/Records/1/Data"),
                    "DescribeDeliveryStream",
                    List.of("/DeliveryStreamName"),
                    "TagDeliveryStream",
                    List.of("/DeliveryStreamName", "/Tags", "/Tags/0/Key"),
                    "UntagDeliveryStream",
                    List.of("/DeliveryStreamName", "/TagKeys"),
                    "UpdateDestination",
                    List.of(
                            "/DeliveryStreamName",
                            "/CurrentDeliveryStreamVersionId",
                            "/DestinationId"),
                    "StartDeliveryStreamEncryption",
                    List.of(
                            "/DeliveryStreamName",
                            "/DeliveryStreamEncryptionConfigurationInput/KeyType"));

    private static final String DESTINATION =
            """
            {"RoleARN":"arn:aws:iam::000000000000:role/delivery","BucketARN":"arn:aws:s3:::lake",
            "Prefix":"a/!{timestamp:yyyy/MM}/","ErrorOutputPrefix":"e/!{firehose:error-output-type}/",
            "BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":60},"CompressionFormat":"GZIP",
            "FileExtension":".json.gz","CustomTimeZone":"Europe/Berlin",
            "EncryptionConfiguration":{"NoEncryptionConfig":"NoEncryption"},
            "CloudWatchLoggingOptions":{"Enabled":true,"LogGroupName":"/aws/kinesisfirehose/x","LogStreamName":"S3Delivery"},
            "ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"AppendDelimiterToRecord",
            "Parameters":[{"ParameterName":"Delimiter","ParameterValue":"x"}]}]},
            "S3BackupMode":"Enabled","S3BackupConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/delivery",
            "BucketARN":"arn:aws:s3:::lake","Prefix":"b/","BufferingHints":{"SizeInMBs":5,"IntervalInSeconds":60}}}\
            """
                    .replace("\n", "");

    static {
        INPUTS.put(
                "CreateDeliveryStream",
                "{\"DeliveryStreamName\":\"never\",\"DeliveryStreamType\":\"DirectPut\","
                        + "\"ExtendedS3DestinationConfiguration\":"
                        + DESTINATION
                        + ",\"Tags\":[{\"Key\":\"team\",\"Value\":\"water\"}]}");
        INPUTS.put(
                "UpdateDestination",
                "{\"DeliveryStreamName\":\"healthy\",\"CurrentDeliveryStreamVersionId\":\"1\","
                        + "\"DestinationId\":\"destinationId-000000000001\","
                        + "\"ExtendedS3DestinationUpdate\":"
                        + DESTINATION.replace("S3BackupConfiguration", "S3BackupUpdate")
                        + "}");
        INPUTS.put(
                "PutRecord", "{\"DeliveryStreamName\":\"healthy\",\"Record\":{\"Data\":\"YWJj\"}}");
        INPUTS.put(
                "PutRecordBatch",
                "{\"DeliveryStreamName\":\"healthy\",\"Records\":[{\"Data\":\"YWJj\"},{\"Data\":\"ZGVm\"},{\"Data\":\"\"}]}");
        INPUTS.put(
                "DescribeDeliveryStream",
                "{\"DeliveryStreamName\":\"healthy\",\"Limit\":10,\"ExclusiveStartDestinationId\":\"a\"}");
        INPUTS.put(
                "ListDeliveryStreams",
                "{\"Limit\":10,\"DeliveryStreamType\":\"DirectPut\",\"ExclusiveStartDeliveryStreamName\":\"a\"}");
        INPUTS.put(
                "ListTagsForDeliveryStream",
                "{\"DeliveryStreamName\":\"healthy\",\"ExclusiveStartTagKey\":\"a\",\"Limit\":10}");
        INPUTS.put(
                "TagDeliveryStream",
                "{\"DeliveryStreamName\":\"healthy\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}");
        INPUTS.put(
                "UntagDeliveryStream", "{\"DeliveryStreamName\":\"healthy\",\"TagKeys\":[\"a\"]}");
        INPUTS.put(
                "StartDeliveryStreamEncryption",
                "{\"DeliveryStreamName\":\"healthy\",\"DeliveryStreamEncryptionConfigurationInput\":{\"KeyType\":\"AWS_OWNED_CMK\"}}");
        INPUTS.put("StopDeliveryStreamEncryption", "{\"DeliveryStreamName\":\"ghost\"}");
        INPUTS.put(
                "DeleteDeliveryStream",
                "{\"DeliveryStreamName\":\"ghost\",\"AllowForceDelete\":false}");
    }

    static final Api API =
            new Api(
                    "firehose",
                    "Firehose_20150804.",
                    INPUTS,
                    REQUIRED,
                    Set.of("ListDeliveryStreams"),
                    "1 validation error detected: Value at '");

    private Templates() {}

    static ObjectNode tree(String operation) {
        return API.tree(operation);
    }
}
