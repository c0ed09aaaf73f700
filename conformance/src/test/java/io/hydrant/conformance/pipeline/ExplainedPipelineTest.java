package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.conformance.client.Program;
import io.hydrant.conformance.example.ExamplePackages;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Packed records through a real function into partitions: `hydrant explain` says beforehand where
/// they come to lie and what is in the objects, and then they do.
class ExplainedPipelineTest {
    private static final String STREAM = "packed";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void recordsComeToLieWhereTheyWereSaidTo() throws IOException {
        assumeTrue(Program.works("python3", "-c", "import boto3"), "boto3 is not installed");
        try (Lake lake = new Lake(folder);
                Deployment functions = new Deployment(lake.endpoint())) {
            String arn =
                    functions.deploy(
                            FunctionPackage.python(
                                    "gzip-keys", ExamplePackages.python("gzip-keys-python")));
            lake.createStream(STREAM, destination(arn));

            byte[] packed =
                    gzip(
                            "{\"database\":\"sales\",\"table\":\"orders\","
                                    + "\"event_time\":\"2026-01-31T23:05:00Z\"}");
            byte[] notPacked = "not packed".getBytes(StandardCharsets.UTF_8);
            JsonNode good = explain(lake, packed);
            JsonNode bad = explain(lake, notPacked);
            assertThat(lake.objects("")).isEmpty();

            lake.put(STREAM, List.of(packed, notPacked));
            lake.flush(STREAM);
            assertThat(good.path("prefix").asText()).isEqualTo("data/sales/orders/2026/01/31/23/");
            assertThat(good.path("contentEncoding").asText()).isEqualTo("gzip");
            assertThat(lake.objects(good.path("prefix").asText()).values())
                    .singleElement()
                    .satisfies(object -> assertThat(object).hasSize(good.path("bytes").asInt()));
            assertThat(bad.path("prefix").asText()).isEqualTo("error/processing-failed/");
            Map<String, byte[]> objects = lake.objects("error/processing-failed/");
            assertThat(objects).hasSize(1);
            JsonNode line = JSON.readTree(objects.values().iterator().next());
            JsonNode said = JSON.readTree(bad.at("/content/text").asText());
            for (String member : List.of("rawData", "errorCode", "errorMessage", "attemptsMade")) {
                assertThat(line.path(member)).isEqualTo(said.path(member));
            }
        }
    }

    /// The only object that a record becomes.
    private JsonNode explain(Lake lake, byte[] record) throws IOException {
        Path file = Files.write(folder.resolve("record"), record);
        String said =
                lake.hydrant(
                        "explain",
                        "--stream",
                        STREAM,
                        "--record",
                        file.toString(),
                        "--format",
                        "json");
        JsonNode stages = JSON.readTree(said).path("stages");
        assertThat(stages.path(1).path("answer").asText()).isEqualTo("invoked");
        JsonNode delivery = stages.path(stages.size() - 1);
        assertThat(delivery.path("objects")).as(said).hasSize(1);
        return delivery.path("objects").path(0);
    }

    private static ExtendedS3DestinationConfiguration destination(String functionArn) {
        return TransformingLake.destination(STREAM, functionArn, 1)
                .prefix(
                        "data/!{partitionKeyFromLambda:database}/!{partitionKeyFromLambda:table}/"
                                + "!{partitionKeyFromLambda:year}/!{partitionKeyFromLambda:month}/"
                                + "!{partitionKeyFromLambda:day}/!{partitionKeyFromLambda:hour}/")
                .errorOutputPrefix("error/!{firehose:error-output-type}/")
                .compressionFormat(CompressionFormat.GZIP)
                .dynamicPartitioningConfiguration(partitioning -> partitioning.enabled(true))
                .build();
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
