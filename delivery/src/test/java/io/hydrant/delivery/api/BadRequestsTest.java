package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Valid requests broken at random places: each is answered, and none by an internal failure.
final class BadRequestsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int ROUNDS = 300;
    private static final String PROCESSING =
            "'ProcessingConfiguration':{'Enabled':true,'Processors':[{'Type':'Lambda','Parameters':"
                + "[{'ParameterName':'LambdaArn','ParameterValue':'arn:aws:lambda:x:1:function:f'}]},"
                + "{'Type':'AppendDelimiterToRecord'}]}";
    private static final String EXTENDED =
            FirehoseHarness.s3(
                    "'Prefix':'a/!{timestamp:yyyy}/','ErrorOutputPrefix':"
                        + "'e/!{firehose:error-output-type}/','CompressionFormat':'GZIP',"
                        + "'FileExtension':'.x','CustomTimeZone':'UTC',"
                        + "'BufferingHints':{'SizeInMBs':5,'IntervalInSeconds':60},"
                        + "'EncryptionConfiguration':{'KMSEncryptionConfig':{'AWSKMSKeyARN':"
                        + "'arn:aws:kms:eu-west-1:111122223333:key/a'}},"
                        + "'CloudWatchLoggingOptions':{'Enabled':true,'LogGroupName':'g','LogStreamName':'s'},"
                        + "'S3BackupMode':'Enabled','S3BackupConfiguration':"
                            + FirehoseHarness.s3("'Prefix':'b/'")
                            + ",'S3BackupUpdate':"
                            + FirehoseHarness.s3("'Prefix':'b/'")
                            + ",'DynamicPartitioningConfiguration':{'Enabled':false,'RetryOptions':"
                            + "{'DurationInSeconds':5}},"
                            + "'DataFormatConversionConfiguration':{'Enabled':true,'SchemaConfiguration':"
                            + "{'RoleARN':'arn:aws:iam::111122223333:role/fh','DatabaseName':'d','TableName':'t'},"
                            + "'InputFormatConfiguration':{'Deserializer':{'OpenXJsonSerDe':"
                            + "{'ColumnToJsonKeyMappings':{'a':'b'}}}},'OutputFormatConfiguration':"
                            + "{'Serializer':{'ParquetSerDe':{'Compression':'GZIP'}}}},"
                            + PROCESSING);
    private static final String STREAM = "'DeliveryStreamName':'clicks'";
    private static final String VERSION =
            STREAM
                    + ",'CurrentDeliveryStreamVersionId':'1','DestinationId':"
                    + "'destinationId-000000000001'";
    private static final Map<String, String> VALID =
            Map.ofEntries(
                    Map.entry(
                            "CreateDeliveryStream",
                            "{"
                                    + STREAM
                                    + ",'DeliveryStreamType':'DirectPut','Tags':[{'Key':'a','Value':'b'}],"
                                    + "'DirectPutSourceConfiguration':{'ThroughputHintInMBs':5},"
                                    + "'DeliveryStreamEncryptionConfigurationInput':{'KeyType':"
                                    + "'CUSTOMER_MANAGED_CMK','KeyARN':'arn:aws:kms:eu-west-1:111122223333:key/a'},"
                                    + "'ExtendedS3DestinationConfiguration':"
                                    + EXTENDED
                                    + "}"),
                    Map.entry(
                            "UpdateDestination",
                            "{" + VERSION + ",'ExtendedS3DestinationUpdate':" + EXTENDED + "}"),
                    Map.entry("DeleteDeliveryStream", "{'DeliveryStreamName':'none'}"),
                    Map.entry("DescribeDeliveryStream", "{" + STREAM + ",'Limit':1}"),
                    Map.entry(
                            "ListDeliveryStreams", "{'Limit':1,'DeliveryStreamType':'DirectPut'}"),
                    Map.entry("ListTagsForDeliveryStream", "{" + STREAM + ",'Limit':1}"),
                    Map.entry("TagDeliveryStream", "{" + STREAM + ",'Tags':[{'Key':'a'}]}"),
                    Map.entry("UntagDeliveryStream", "{" + STREAM + ",'TagKeys':['a']}"),
                    Map.entry("PutRecord", "{" + STREAM + ",'Record':{'Data':'YQ=='}}"),
                    Map.entry("PutRecordBatch", "{" + STREAM + ",'Records':[{'Data':'YQ=='}]}"),
                    Map.entry(
                            "StartDeliveryStreamEncryption",
                            "{"
                                    + STREAM
                                    + ",'DeliveryStreamEncryptionConfigurationInput':"
                                    + "{'KeyType':'AWS_OWNED_CMK'}}"),
                    Map.entry("StopDeliveryStreamEncryption", "{" + STREAM + "}"));

    private final FirehoseHarness firehose = new FirehoseHarness();
    private final Random random = new Random(42);

    @BeforeEach
    void createStream() {
        firehose.createStream("clicks", "");
    }

    @Test
    void areNeverAnsweredByAnInternalFailure() {
        for (String operation : VALID.keySet().stream().sorted().toList()) {
            for (int round = 0; round < ROUNDS; round++) {
                JsonNode broken = FirehoseHarness.json(VALID.get(operation));
                for (int times = random.nextInt(3); times >= 0; times--) {
                    breakSomewhere(broken);
                }
                FirehoseHarness.Answer answer =
                        firehose.call("eu-west-1", operation, broken.toString());
                firehose.background.runAll();
                assertThat(answer.status())
                        .as(operation + " " + broken + " -> " + answer)
                        .isIn(200, 400);
            }
        }
        assertThat(firehose.describe("clicks").get("DeliveryStreamStatus").asText())
                .isEqualTo("ACTIVE");
    }

    private void breakSomewhere(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty()) {
            return;
        }
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        if (chosen instanceof ArrayNode array) {
            array.set(random.nextInt(array.size()), anything());
            return;
        }
        ObjectNode object = (ObjectNode) chosen;
        List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
            object.remove(name);
        } else {
            object.set(name, anything());
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode() && !node.isEmpty()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }

    private JsonNode anything() {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.textNode("");
            case 2 -> NODES.textNode("x".repeat(random.nextInt(2000)));
            case 3 -> NODES.textNode("!{timestamp:" + (char) (32 + random.nextInt(95)) + "}");
            case 4 -> NODES.numberNode(random.nextInt());
            case 5 -> NODES.numberNode(random.nextDouble());
            case 6 -> NODES.booleanNode(random.nextBoolean());
            case 7 -> NODES.objectNode();
            case 8 -> NODES.arrayNode();
            case 9 -> NODES.arrayNode().add(NODES.nullNode());
            case 10 -> NODES.objectNode().put("Enabled", true);
            default -> NODES.textNode("!{" + (char) random.nextInt(0xd800) + "\"\\\u0000");
        };
    }
}
