package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.example.ExamplePackages;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;
import io.hydrant.conformance.process.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Packed records, a delivery stream, a function that unpacks them and tells their keys: each is a
/// line below its folders, however often it did not fit into an answer; what cannot be delivered is
/// in the error objects as it came.
class GzipFoldersTest {
    private static final String STREAM = "packed";
    private static final String KEYS =
            "/!{partitionKeyFromLambda:database}/!{partitionKeyFromLambda:table}"
                    + "/!{partitionKeyFromLambda:year}/!{partitionKeyFromLambda:month}"
                    + "/!{partitionKeyFromLambda:day}/!{partitionKeyFromLambda:hour}/";
    private static final int SMALL = 200;

    /// Three of them fit into an answer.
    private static final int LARGE = 8;

    private static final int LARGE_CHARACTERS = 1_300_000;

    @TempDir Path folder;

    @Test
    void everyRecordIsInItsFolderOnceAlsoWhenItDidNotFitAtFirst() {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        try (Lake lake = new Lake(folder);
                Deployment functions = new Deployment(lake.endpoint())) {
            createStream(lake, functions);
            Map<String, List<String>> expected = new TreeMap<>();
            List<byte[]> records = new ArrayList<>();
            for (int number = 0; number < SMALL + LARGE; number++) {
                String text = "x".repeat(number < SMALL ? 10 : LARGE_CHARACTERS);
                String table = number % 3 == 0 ? "orders" : "returns";
                String document = document(number, table, number % 2, text);
                records.add(gzip(document));
                expected.computeIfAbsent(
                                "sales/%s/2026/01/31/%02d".formatted(table, 22 + number % 2),
                                _ -> new ArrayList<>())
                        .add(document);
            }
            byte[] tooLarge = gzip(document(-1, "orders", 0, "x".repeat(5_000_000)));
            byte[] notPacked = document(-2, "orders", 0, "").getBytes(StandardCharsets.UTF_8);
            byte[] withoutTable = gzip(document(-3, "", 0, ""));
            records.addAll(List.of(tooLarge, notPacked, withoutTable));
            lake.put(STREAM, records);

            Await.until(
                    "all records being delivered",
                    Lake.LIMIT,
                    () -> {
                        lake.flush(STREAM);
                        return deliveredCount(lake) >= SMALL + LARGE;
                    });
            expected.forEach(
                    (prefix, documents) ->
                            assertThat(
                                            TransformingLake.lines(
                                                    lake, STREAM + "/data/" + prefix + "/"))
                                    .as(prefix)
                                    .containsExactlyInAnyOrderElementsOf(documents));
            assertThat(deliveredCount(lake)).isEqualTo(SMALL + LARGE);
            assertErrors(lake, List.of(tooLarge, notPacked, withoutTable));
            assertThat(lake.hydrant("logs", "/aws/lambda/gzip-keys"))
                    .contains("records did not fit into the answer");
        }
    }

    private static void createStream(Lake lake, Deployment functions) {
        String arn =
                functions.deploy(
                        FunctionPackage.python(
                                "gzip-keys", ExamplePackages.python("gzip-keys-python")));
        lake.createStream(
                STREAM,
                TransformingLake.destination(STREAM, arn, 1)
                        .prefix(STREAM + "/data" + KEYS)
                        .dynamicPartitioningConfiguration(
                                partitioning -> partitioning.enabled(true))
                        .build());
    }

    private static int deliveredCount(Lake lake) {
        return TransformingLake.lines(lake, STREAM + "/data/").size();
    }

    private static void assertErrors(Lake lake, List<byte[]> records) {
        List<JsonNode> errors = TransformingLake.errors(lake, STREAM);
        assertThat(errors)
                .extracting(TransformingLake::rawData)
                .containsExactlyInAnyOrderElementsOf(records);
        assertThat(errors)
                .allSatisfy(
                        error -> {
                            assertThat(error.path("errorCode").asText())
                                    .isEqualTo("Lambda.ProcessingFailedStatus");
                            assertThat(error.path("attemptsMade").asInt()).isEqualTo(1);
                        });
    }

    private static String document(int number, String table, int hour, String text) {
        return "{\"database\":\"sales\",\"table\":\"%s\",\"event_time\":\"2026-01-31T%d:05:00Z\",\"number\":%d,\"text\":\"%s\"}"
                .formatted(table, 22 + hour, number, text);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
