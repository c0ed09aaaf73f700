package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.client.SignedJson;
import io.hydrant.conformance.example.ExamplePackages;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Events of devices in folders by region, device and hour, with keys from a function and with keys
/// from a query.
///
/// Source: the public lab about dynamic partitioning with keys from a function; `device-keys.json`
/// is what it shows the service to describe, and `DynamicPartitioningConfiguration`, which it was
/// made with.
class DevicePartitionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESTINATION_ID = "destinationId-000000000001";
    private static final int EVENTS = 10_000;

    /// A millisecond between two: the year changes in their midst.
    private static final String FIRST_EVENT = "2025-12-31T23:59:55Z";

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("'year='yyyy'/month='MM'/day='dd'/hour='HH'/'")
                    .withZone(ZoneOffset.UTC);
    private static final String QUERY =
            """
            {region: .region, device: .type.device, year: .event_timestamp | strftime("%Y"), \
            month: .event_timestamp | strftime("%m"), day: .event_timestamp | strftime("%d"), \
            hour: .event_timestamp | strftime("%H")}\
            """;

    @TempDir static Path folder;
    private static Lake lake;
    private static SignedJson firehose;

    @BeforeAll
    static void openLake() {
        lake = new Lake(folder);
        firehose = SignedJson.firehose(lake.endpoint(), Lake.LIMIT);
    }

    @AfterAll
    static void closeLake() {
        lake.close();
    }

    @Test
    void aStreamIsDescribedAsTheServiceDescribesIt() {
        ObjectNode destination = destination();
        lake.s3.createBucket(create -> create.bucket("firehose-to-s3-us-east-1-a4hzjvb"));
        create("PUT-S3-lambda", destination);

        ObjectNode expected = described("PUT-S3-lambda", "1", destination);
        assertThat(describe("PUT-S3-lambda")).isEqualTo(expected);

        // What CloudFormation sends when a template changes: the whole destination.
        ObjectNode changed = destination.deepCopy();
        String prefix = changed.get("Prefix").textValue();
        changed.put("Prefix", "events/" + prefix);
        changed.putObject("BufferingHints").put("SizeInMBs", 64).put("IntervalInSeconds", 900);
        update("PUT-S3-lambda", "1", changed);
        assertThat(describe("PUT-S3-lambda")).isEqualTo(described("PUT-S3-lambda", "2", changed));

        // And what a person sends: one member.
        update("PUT-S3-lambda", "2", JSON.createObjectNode().put("Prefix", prefix));
        changed.put("Prefix", prefix);
        assertThat(describe("PUT-S3-lambda")).isEqualTo(described("PUT-S3-lambda", "3", changed));
    }

    @Test
    void defaultsThatATemplateLeavesOutAreDescribedToo() {
        ObjectNode full = destination();
        ObjectNode sparse = full.deepCopy();
        sparse.remove(
                List.of(
                        "EncryptionConfiguration",
                        "S3BackupMode",
                        "CompressionFormat",
                        "DataFormatConversionConfiguration"));
        sparse.putObject("DynamicPartitioningConfiguration").put("Enabled", true);
        create("sparse", sparse);
        assertThat(describe("sparse")).isEqualTo(described("sparse", "1", full));
    }

    @Test
    void eventsAreOnceBelowTheKeysOfAFunction() {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        try (Deployment functions = new Deployment(lake.endpoint())) {
            functions.deploy(
                    FunctionPackage.python(
                            "MetadataExtractor", ExamplePackages.python("device-keys-python")));
            ObjectNode destination = destination("lambda/");
            ObjectNode arn =
                    (ObjectNode)
                            destination.at("/ProcessingConfiguration/Processors/2/Parameters/0");
            arn.put("ParameterValue", functions.publish("MetadataExtractor"));
            create("by-function", destination);
            assertEventsAreInTheirFolders("by-function", "lambda/");
        }
    }

    @Test
    void eventsAreOnceBelowTheKeysOfAQuery() {
        ObjectNode destination = destination("jq/");
        String prefix = destination.get("Prefix").textValue();
        destination.put(
                "Prefix", prefix.replace("partitionKeyFromLambda", "partitionKeyFromQuery"));
        ObjectNode extraction =
                (ObjectNode) destination.at("/ProcessingConfiguration/Processors/2");
        extraction.put("Type", "MetadataExtraction");
        extraction
                .putArray("Parameters")
                .add(
                        JSON.createObjectNode()
                                .put("ParameterName", "MetadataExtractionQuery")
                                .put("ParameterValue", QUERY))
                .add(
                        JSON.createObjectNode()
                                .put("ParameterName", "JsonParsingEngine")
                                .put("ParameterValue", "JQ-1.6"));
        create("by-query", destination);
        assertEventsAreInTheirFolders("by-query", "jq/");
    }

    private static void assertEventsAreInTheirFolders(String stream, String prefix) {
        List<String> arguments =
                List.of("--template", "device", "--seed", "7", "--start", FIRST_EVENT);
        List<String> preview = new ArrayList<>(List.of("generate"));
        preview.addAll(arguments);
        preview.addAll(List.of("--max-count", Integer.toString(EVENTS)));
        Map<String, List<String>> expected = new TreeMap<>();
        List<String> dry = new ArrayList<>(preview);
        dry.add("--dry-run");
        lake.hydrant(dry.toArray(String[]::new))
                .lines()
                .forEach(
                        event ->
                                expected.computeIfAbsent(
                                                prefix + folderOf(event), _ -> new ArrayList<>())
                                        .add(event));
        preview.addAll(List.of("--delivery-stream", stream));
        lake.hydrant(preview.toArray(String[]::new));
        lake.flush(stream);

        assertThat(expected.values().stream().mapToInt(List::size).sum()).isEqualTo(EVENTS);
        assertThat(lake.folders(prefix)).containsExactlyElementsOf(expected.keySet());
        expected.forEach(
                (folder, events) ->
                        assertThat(TransformingLake.lines(lake, folder))
                                .as(folder)
                                .containsExactlyInAnyOrderElementsOf(events));
    }

    private static String folderOf(String event) {
        JsonNode tree = parse(event);
        Instant at = Instant.ofEpochSecond(tree.required("event_timestamp").longValue());
        return "region=%s/device=%s/%s"
                .formatted(
                        tree.required("region").textValue(),
                        tree.required("type").required("device").textValue(),
                        HOUR.format(at));
    }

    private static ObjectNode destination() {
        try (InputStream in = DevicePartitionsTest.class.getResourceAsStream("device-keys.json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same in the lake's bucket, below a folder.
    private static ObjectNode destination(String below) {
        ObjectNode destination = destination();
        return destination
                .put("BucketARN", "arn:aws:s3:::" + Lake.BUCKET)
                .put("Prefix", below + destination.get("Prefix").textValue());
    }

    private static void create(String stream, ObjectNode destination) {
        ObjectNode request = JSON.createObjectNode().put("DeliveryStreamName", stream);
        request.put("DeliveryStreamType", "DirectPut");
        request.set("ExtendedS3DestinationConfiguration", destination);
        call("CreateDeliveryStream", request);
        lake.awaitActive(stream);
    }

    private static void update(String stream, String version, ObjectNode destination) {
        ObjectNode request = JSON.createObjectNode().put("DeliveryStreamName", stream);
        request.put("CurrentDeliveryStreamVersionId", version);
        request.put("DestinationId", DESTINATION_ID);
        request.set("ExtendedS3DestinationUpdate", destination);
        call("UpdateDestination", request);
    }

    /// Without its times.
    private static ObjectNode describe(String stream) {
        ObjectNode described = answer(stream);
        assertThat(described.remove("CreateTimestamp").isNumber()).isTrue();
        JsonNode updated = described.remove("LastUpdateTimestamp");
        assertThat(updated != null).isEqualTo(!described.path("VersionId").asText().equals("1"));
        return described;
    }

    private static ObjectNode answer(String stream) {
        ObjectNode request = JSON.createObjectNode().put("DeliveryStreamName", stream);
        return (ObjectNode)
                call("DescribeDeliveryStream", request).required("DeliveryStreamDescription");
    }

    private static ObjectNode described(String stream, String version, ObjectNode destination) {
        ObjectNode described =
                JSON.createObjectNode()
                        .put("DeliveryStreamName", stream)
                        .put(
                                "DeliveryStreamARN",
                                "arn:aws:firehose:us-east-1:000000000000:deliverystream/" + stream)
                        .put("DeliveryStreamStatus", "ACTIVE")
                        .put("DeliveryStreamType", "DirectPut")
                        .put("VersionId", version)
                        .put("HasMoreDestinations", false);
        described.putObject("DeliveryStreamEncryptionConfiguration").put("Status", "DISABLED");
        ObjectNode only = described.putArray("Destinations").addObject();
        only.put("DestinationId", DESTINATION_ID);
        only.set("ExtendedS3DestinationDescription", destination);
        ObjectNode plain = destination.deepCopy();
        plain.remove(
                List.of(
                        "ProcessingConfiguration",
                        "S3BackupMode",
                        "DataFormatConversionConfiguration",
                        "DynamicPartitioningConfiguration"));
        only.set("S3DestinationDescription", plain);
        return described;
    }

    private static JsonNode call(String operation, JsonNode request) {
        try {
            SignedJson.Reply reply = firehose.call(operation, request);
            assertThat(reply.isGood()).as("%s: %s", operation, reply).isTrue();
            return reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException(operation, e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
