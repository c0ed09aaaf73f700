package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.example.ExamplePackages;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;
import io.hydrant.conformance.process.Await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Packed records, a delivery stream, a function that unpacks them and tells their keys: each is a
/// line, however often it did not fit into an answer; what cannot be delivered is in the error
/// objects as it came.
class PackedRecordsTest {
    private static final String FOLDERS =
            "data/!{partitionKeyFromLambda:database}/!{partitionKeyFromLambda:table}"
                    + "/!{partitionKeyFromLambda:year}/!{partitionKeyFromLambda:month}"
                    + "/!{partitionKeyFromLambda:day}/!{partitionKeyFromLambda:hour}/";
    private static final int SMALL = 200;

    /// Three of them fit into an answer.
    private static final int LARGE = 8;

    private static final int LARGE_CHARACTERS = 1_300_000;

    @TempDir static Path folder;
    private static Lake lake;
    private static Deployment functions;

    @BeforeAll
    static void openLake() {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        lake = new Lake(folder);
        functions = new Deployment(lake.endpoint());
    }

    @AfterAll
    static void closeLake() {
        if (lake != null) {
            functions.close();
            lake.close();
        }
    }

    /// A record that is delivered.
    ///
    /// @param partition where it belongs
    private record Good(String partition, String document) {}

    @Test
    void everyRecordIsDeliveredOnceAlsoWhenItDidNotFitAtFirst() {
        createStream("lines", destination("lines").build());
        List<Good> good = good();
        List<byte[]> bad = bad();
        put("lines", good, bad);

        awaitLines("lines", "lines/data/", good.size());
        assertThat(TransformingLake.lines(lake, "lines/data/"))
                .containsExactlyInAnyOrderElementsOf(good.stream().map(Good::document).toList());
        assertErrors("lines", "lines/error/processing-failed/", bad);
    }

    /// Source: the layout of the public lab about gzip records and partition keys of a function.
    @Test
    void everyRecordIsOnceBelowItsDatabaseTableAndHour() {
        createStream(
                "folders",
                destination("folders")
                        .prefix(FOLDERS)
                        .errorOutputPrefix("error/")
                        .dynamicPartitioningConfiguration(
                                partitioning -> partitioning.enabled(true))
                        .build());
        List<Good> good = good();
        List<byte[]> bad = bad();
        put("folders", good, bad);

        awaitLines("folders", "data/", good.size());
        Map<String, List<String>> expected =
                good.stream()
                        .collect(
                                Collectors.groupingBy(
                                        each -> "data/" + each.partition() + "/",
                                        TreeMap::new,
                                        Collectors.mapping(Good::document, Collectors.toList())));
        assertThat(lake.folders("data/")).containsExactlyElementsOf(expected.keySet());
        expected.forEach(
                (prefix, documents) ->
                        assertThat(TransformingLake.lines(lake, prefix))
                                .as(prefix)
                                .containsExactlyInAnyOrderElementsOf(documents));
        assertErrors("folders", "error/processing-failed/", bad);
    }

    private static ExtendedS3DestinationConfiguration.Builder destination(String stream) {
        String arn =
                functions.deploy(
                        FunctionPackage.python(stream, ExamplePackages.python("gzip-keys-python")));
        return TransformingLake.destination(stream, arn, 1);
    }

    private static void createStream(
            String stream, ExtendedS3DestinationConfiguration destination) {
        lake.createStream(stream, destination);
    }

    private static List<Good> good() {
        List<Good> good = new ArrayList<>();
        for (int number = 0; number < SMALL + LARGE; number++) {
            String text = "x".repeat(number < SMALL ? 10 : LARGE_CHARACTERS);
            String table = number % 3 == 0 ? "orders" : "returns";
            int hour = 22 + number % 2;
            good.add(
                    new Good(
                            "sales/%s/2026/01/31/%d".formatted(table, hour),
                            document(number, table, hour, text)));
        }
        return good;
    }

    /// Too large, not packed, without a table.
    private static List<byte[]> bad() {
        return List.of(
                gzip(document(-1, "orders", 22, "x".repeat(5_000_000))),
                document(-2, "orders", 22, "").getBytes(StandardCharsets.UTF_8),
                gzip(document(-3, "", 22, "")));
    }

    private static void put(String stream, List<Good> good, List<byte[]> bad) {
        List<byte[]> records = new ArrayList<>();
        good.forEach(each -> records.add(gzip(each.document())));
        records.addAll(bad);
        lake.put(stream, records);
    }

    private static void awaitLines(String stream, String prefix, int count) {
        Await.until(
                "all records being delivered",
                Lake.LIMIT,
                () -> {
                    lake.flush(stream);
                    return TransformingLake.lines(lake, prefix).size() >= count;
                });
    }

    private static void assertErrors(String stream, String prefix, List<byte[]> records) {
        List<JsonNode> errors = TransformingLake.errorLines(lake, prefix);
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
        assertThat(lake.hydrant("logs", "/aws/lambda/" + stream))
                .contains("records did not fit into the answer");
    }

    private static String document(int number, String table, int hour, String text) {
        return """
        {"database":"sales","table":"%s","event_time":"2026-01-31T%d:05:00Z","number":%d,"text":"%s"}\
        """
                .formatted(table, hour, number, text);
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
