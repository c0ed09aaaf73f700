package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.ProcessorType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Values of partition keys that no path, no XML and no URL likes: each record is in one object
/// whose key has the value as it is, or in the error output, and nothing is outside the store.
///
/// Source: Firehose Developer Guide, dynamic partitioning: values stand in the prefix verbatim.
/// Amazon S3 User Guide, object keys: UTF-8 of at most 1,024 bytes.
class HostileKeysTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STREAM = "hostile";

    private static final Map<ProcessorParameterName, String> QUERY =
            Map.of(
                    ProcessorParameterName.METADATA_EXTRACTION_QUERY,
                    "{k: .k}",
                    ProcessorParameterName.JSON_PARSING_ENGINE,
                    "JQ-1.6");

    /// What may stand in a key.
    private static final List<String> GOOD =
            List.of(
                    "plain",
                    "a/b",
                    "/",
                    "//",
                    "/etc/passwd",
                    ".",
                    "..",
                    "a/../../b",
                    "./.",
                    "\\..\\..\\b",
                    "C:\\x",
                    "CON",
                    "~",
                    "-rf",
                    ".hidden",
                    "trailing.",
                    " ",
                    " in between ",
                    "\u0001\u001f\u007f",
                    "\r\n\t",
                    "%2F%00%",
                    "+&=?#;:@",
                    "<a>&\"'</a>",
                    "]]>",
                    "*?[]{}|!$`(x)",
                    "!{timestamp:yyyy}",
                    "!{firehose:error-output-type}",
                    "e\u0301",
                    "\u00e9",
                    "\u202e\u200b\ufeff",
                    "\ufffe\uffff",
                    "\ud83d\ude00",
                    "x".repeat(256),
                    "x".repeat(256) + "/y",
                    "x".repeat(500),
                    "\u00fc".repeat(300),
                    "a/".repeat(200));

    private static final List<String> BAD =
            List.of(
                    "a\u0000b",
                    "../..",
                    "../../../../../../../../escaped",
                    "a/./..//../../b",
                    "x".repeat(511),
                    "x".repeat(900_000),
                    "\u00fc".repeat(400),
                    "a/".repeat(260));

    @TempDir Path folder;

    @Test
    void everyRecordIsWhereItsKeySaysOrAmongTheErrors() throws Exception {
        try (Lake lake = new Lake(folder)) {
            lake.createStream(STREAM, destination());
            Map<String, List<String>> expected = new TreeMap<>();
            List<byte[]> records = new ArrayList<>();
            for (int round = 0; round < 2; round++) {
                for (String value : GOOD) {
                    String record = record(value, round);
                    records.add(record.getBytes(StandardCharsets.UTF_8));
                    expected.computeIfAbsent("h/" + value + "/", _ -> new ArrayList<>())
                            .add(record);
                }
            }
            List<byte[]> bad = BAD.stream().map(value -> bytes(record(value, 0))).toList();
            lake.put(STREAM, records);
            lake.put(STREAM, bad);
            lake.flush(STREAM);

            Map<String, List<String>> delivered = new TreeMap<>();
            lake.objects("h/")
                    .forEach(
                            (key, object) ->
                                    delivered
                                            .computeIfAbsent(
                                                    key.substring(0, key.lastIndexOf('/') + 1),
                                                    _ -> new ArrayList<>())
                                            .addAll(
                                                    new String(object, StandardCharsets.UTF_8)
                                                            .lines()
                                                            .toList()));
            assertThat(delivered).isEqualTo(expected);
            List<JsonNode> errors =
                    TransformingLake.errorLines(lake, "errors/metadata-extraction-failed/");
            assertThat(errors)
                    .extracting(TransformingLake::rawData)
                    .containsExactlyInAnyOrderElementsOf(bad);
            assertThat(errors)
                    .allSatisfy(
                            error ->
                                    assertThat(error.path("errorMessage").asText())
                                            .matches("(Length of e|E)valuated prefix cannot .*"));
            lake.killAndRestart();
            assertThat(lake.objects("h/")).hasSize(GOOD.size());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.map(each -> folder.relativize(each).toString()))
                    .allMatch(name -> name.isEmpty() || name.startsWith("server"));
        }
    }

    private static ExtendedS3DestinationConfiguration destination() {
        return ExtendedS3DestinationConfiguration.builder()
                .roleARN(Lake.ROLE)
                .bucketARN("arn:aws:s3:::" + Lake.BUCKET)
                .prefix("h/!{partitionKeyFromQuery:k}/")
                .errorOutputPrefix("errors/!{firehose:error-output-type}/")
                .bufferingHints(hints -> hints.sizeInMBs(64).intervalInSeconds(60))
                .dynamicPartitioningConfiguration(partitioning -> partitioning.enabled(true))
                .processingConfiguration(
                        processing ->
                                processing
                                        .enabled(true)
                                        .processors(
                                                TransformingLake.processor(
                                                        ProcessorType.METADATA_EXTRACTION, QUERY),
                                                TransformingLake.processor(
                                                        ProcessorType.APPEND_DELIMITER_TO_RECORD,
                                                        Map.of())))
                .build();
    }

    private static String record(String value, int round) {
        ObjectNode record = JSON.createObjectNode().put("k", value).put("round", round);
        return record.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
