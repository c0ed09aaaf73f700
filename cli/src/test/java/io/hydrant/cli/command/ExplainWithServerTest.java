package io.hydrant.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.DeliveryStreams;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;
import io.hydrant.server.HydrantServer;
import io.hydrant.server.config.ServerConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Explains records by streams of a real server.
@Timeout(120)
class ExplainWithServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RequestSigner signer =
            new RequestSigner(
                    InstantSource.system(), new Credentials("test", "test", ""), "us-east-1");

    @TempDir private Path folder;
    private HydrantServer server;
    private WireClient wire;
    private Path record;

    @BeforeEach
    void startServer() throws IOException {
        server =
                HydrantServer.start(
                        ServerConfig.of(
                                Map.of(
                                        "http.port",
                                        "0",
                                        "data.dir",
                                        folder.resolve("data").toString())));
        wire = new WireClient(server.endpoint(), signer, Optional.empty());
        record = Files.writeString(folder.resolve("record.json"), "{\"id\":\"7\"}");
    }

    @AfterEach
    void stopServer() {
        wire.close();
        server.close();
    }

    @Test
    void explainsByAStreamOfTheServerAndChangesNothingOfIt() {
        create("clicks", "\"Prefix\":\"in/\",\"CompressionFormat\":\"GZIP\"");

        CommandRun run = explain("clicks", "--at", "2026-01-02T03:04:05Z");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("clicks, version 1, a record that arrives at 2026-01-02T03:04:05Z\n")
                .contains("in/2026/01/02/03/clicks-1-2026-01-02-03-04-05-")
                .contains("Content-Encoding gzip");
        JsonNode status = new Administration(wire).status("clicks", Optional.empty());
        assertThat(status.path("endOffset").asLong()).isZero();
        assertThat(status.at("/totals/recordsIn").asLong()).isZero();
        assertThat(status.at("/backlog/records").asLong()).isZero();
    }

    @Test
    void reallyInvokesTheFunctionAndCountsNothing() {
        create("transformed", "\"Prefix\":\"in/\",\"ProcessingConfiguration\":" + lambda());

        CommandRun run = explain("transformed");

        assertThat(run.out())
                .contains("function:absent, really invoked")
                .contains("failed: Lambda.ResourceNotFound")
                .contains("delivery tries 4 times, it was invoked once\n")
                .contains("\"attemptsMade\":4");
        String metrics =
                new String(
                        wire.request("hydrant", "GET", "/_hydrant/metrics"),
                        StandardCharsets.UTF_8);
        assertThat(metrics)
                .doesNotContain("deliverystream/transformed\"} 1")
                .doesNotContain("hydrant_delivery_processing_seconds_count{stream=\"");
    }

    @Test
    void takesAnAnswerInPlaceOfTheFunction() throws IOException {
        create("answered", "\"Prefix\":\"in/\",\"ProcessingConfiguration\":" + lambda());
        Path answer =
                Files.writeString(
                        folder.resolve("answer.json"),
                        "{\"records\":[{\"recordId\":\"record-1\",\"result\":\"Dropped\"}]}");

        CommandRun run = explain("answered", "--answer", answer.toString());

        assertThat(run.out())
                .contains("answer as given")
                .contains("#1  Dropped")
                .contains("no object");
    }

    @Test
    void saysThatThereIsNoSuchStream() {
        CommandRun run = explain("absent");

        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                1,
                                "",
                                "hydrant: Firehose absent under account 000000000000 not"
                                        + " found.\n"));
    }

    @Test
    void refusesARecordThatCouldNotBePut() throws IOException {
        create("strict", "\"Prefix\":\"in/\"");
        Files.writeString(record, "x".repeat(1_024_001));

        assertThat(explain("strict").err())
                .contains("a record of strict must have at most 1,024,000 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    {}                          | data is missing
                    []                          | the body must be a JSON object
                    {"data":1}                  | data must be a text but was NUMBER
                    {"data":"%%"}               | data must be Base64: Illegal base64 character 25
                    {"data":"","at":"today"}    | at must be an instant such as 2026-01-31T23:00:00Z but was 'today'
                    {"data":"","at":"3000-01-01T00:00:00Z"} | the arrival of a record must be in the years 1970-2999 but was 3000-01-01T00:00:00Z
                    """)
    void refusesRequestsThatMakeNoSense(String body, String message) throws IOException {
        JsonNode wish = JSON.readTree(body);

        assertThatThrownBy(
                        () ->
                                wire.postJson(
                                        "hydrant", "/_hydrant/delivery-streams/any/explain", wish))
                .isInstanceOf(WireFailure.class)
                .hasMessage(message)
                .extracting(failure -> ((WireFailure) failure).code())
                .isEqualTo("ValidationException");
    }

    private CommandRun explain(String stream, String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "explain";
        arguments[1] = "--stream";
        arguments[2] = stream;
        arguments[3] = "--record";
        arguments[4] = record.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return CommandRun.of(
                _ -> {
                    throw new IllegalStateException("a server runs already");
                },
                Map.of("AWS_ENDPOINT_URL", server.endpoint().toString()),
                arguments);
    }

    private void create(String stream, String members) {
        String request =
                "{\"DeliveryStreamName\":\""
                        + stream
                        + "\",\"ExtendedS3DestinationConfiguration\":{"
                        + "\"RoleARN\":\"arn:aws:iam::000000000000:role/fh\","
                        + "\"BucketARN\":\"arn:aws:s3:::lake\","
                        + members
                        + "}}";
        try {
            wire.call("firehose", "Firehose_20150804.CreateDeliveryStream", JSON.readTree(request));
            DeliveryStreams streams = new DeliveryStreams(wire);
            while (!streams.status(stream).equals("ACTIVE")) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String lambda() {
        return "{\"Enabled\":true,\"Processors\":[{\"Type\":\"Lambda\",\"Parameters\":[{"
                + "\"ParameterName\":\"LambdaArn\",\"ParameterValue\":"
                + "\"arn:aws:lambda:us-east-1:000000000000:function:absent\"}]}]}";
    }
}
