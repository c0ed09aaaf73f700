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
import java.util.zip.GZIPOutputStream;

/// Packed records, a delivery stream, a function that unpacks them: each is a line, however often
/// it did not fit into an answer; what cannot be delivered is in the error objects as it came.
class GzipTransformTest {
    private static final String STREAM = "packed";
    private static final int SMALL = 200;

    /// Three of them fit into an answer.
    private static final int LARGE = 8;

    private static final int LARGE_CHARACTERS = 1_300_000;

    @TempDir Path folder;

    @Test
    void everyRecordIsDeliveredOnceAlsoWhenItDidNotFitAtFirst() {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        try (Lake lake = new Lake(folder);
                Deployment functions = new Deployment(lake.endpoint())) {
            createStream(lake, functions);
            List<String> expected = new ArrayList<>();
            for (int number = 0; number < SMALL + LARGE; number++) {
                String text = "x".repeat(number < SMALL ? 10 : LARGE_CHARACTERS);
                expected.add(document(number, "orders", text));
            }
            List<byte[]> records =
                    new ArrayList<>(expected.stream().map(GzipTransformTest::gzip).toList());
            byte[] tooLarge = gzip(document(-1, "orders", "x".repeat(5_000_000)));
            byte[] notPacked = document(-2, "orders", "").getBytes(StandardCharsets.UTF_8);
            byte[] withoutTable = gzip(document(-3, "", ""));
            records.addAll(List.of(tooLarge, notPacked, withoutTable));
            lake.put(STREAM, records);

            Await.until(
                    "all records being delivered",
                    Lake.LIMIT,
                    () -> {
                        lake.flush(STREAM);
                        return delivered(lake).size() >= expected.size();
                    });
            assertThat(delivered(lake)).containsExactlyInAnyOrderElementsOf(expected);
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
        lake.createStream(STREAM, TransformingLake.destination(STREAM, arn, 1).build());
    }

    private static List<String> delivered(Lake lake) {
        return TransformingLake.lines(lake, STREAM + "/data/");
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

    private static String document(int number, String table, String text) {
        return """
        {"database":"sales","table":"%s","event_time":"2026-01-31T23:05:00Z","number":%d,"text":"%s"}\
        """
                .formatted(table, number, text);
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
