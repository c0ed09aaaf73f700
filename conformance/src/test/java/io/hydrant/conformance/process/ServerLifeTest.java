package io.hydrant.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.s3.FaultyS3;
import io.hydrant.conformance.s3.Weather;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.FirehoseException;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server as whoever operates it sees it: start, stop, refusals to start, a full disk.
class ServerLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SIGTERM_EXIT = 143;
    private static final int RECORD_BYTES = 1_000_000;

    @TempDir Path folder;

    @Test
    void saysInOneLineWhereItIs() {
        Launch launch = Launch.in(folder);
        try (ServerProcess server = ServerProcess.start(launch)) {
            Await.until("its line", LIMIT, () -> server.standardOutput().endsWith("\n"));
            assertThat(server.standardOutput().lines()).hasSize(1);
            assertThat(server.standardOutput())
                    .contains(server.endpoint().toString())
                    .contains(launch.dataFolder().toString())
                    .contains("test");
            assertThat(server.standardError()).isEmpty();
        }
    }

    @Test
    void answersThePutInFlightAndGoesOnAfterSigterm() throws IOException {
        Launch launch = Launch.in(folder);
        try (ServerProcess server = ServerProcess.start(launch);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), launch.port())) {
            create(server.endpoint(), "stopped");
            byte[] put = PutBytes.signed(launch.port(), "stopped", List.of("in flight\n"));
            OutputStream out = socket.getOutputStream();
            out.write(put, 0, put.length - 20);
            out.flush();
            Await.until("the request's arrival", LIMIT, () -> server.isHealthy());
            server.askToStop();
            Await.until("the end of listening", LIMIT, () -> !server.isHealthy());
            out.write(put, put.length - 20, 20);
            out.flush();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"FailedPutCount\":0");
            assertThat(server.awaitExit()).isIn(0, SIGTERM_EXIT);
            assertThat(server.standardError()).doesNotContain("\tat ");
        }
        try (ServerProcess again = ServerProcess.start(launch)) {
            JsonNode status = new Administration(again.endpoint()).status("stopped");
            assertThat(status.path("status").asText()).isEqualTo("ACTIVE");
            assertThat(status.path("backlog").path("records").asInt()).isEqualTo(1);
        }
    }

    @Test
    void refusesABusyPortInOneSentence() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(Launch.in(folder).onPort(busy.getLocalPort()), "" + busy.getLocalPort());
        }
    }

    @Test
    void refusesADataFolderInUseInOneSentence() throws Exception {
        Launch first = Launch.in(folder);
        try (ServerProcess _ = ServerProcess.start(first)) {
            Launch second = Launch.in(Files.createDirectory(folder.resolve("second")));
            List<String> arguments =
                    List.of(
                            "start",
                            "--port",
                            "" + second.port(),
                            "--data",
                            first.dataFolder().toString());
            assertRefused(second, arguments, "in use");
        }
    }

    @Test
    void refusesConfigurationsItCannotUseInOneSentence() throws Exception {
        Launch launch = Launch.in(folder);
        Map<String, String> broken =
                Map.of(
                        "no.such.key = 1", "no.such.key",
                        "http.port = many", "http.port",
                        "log.quota = -1", "log.quota",
                        "http.port = 1\nhttp.port = 2", "http.port",
                        "no equals sign", "no equals sign",
                        "http.bind = 0.0.0.0", "credentials");
        for (Map.Entry<String, String> config : broken.entrySet()) {
            Path file =
                    Files.writeString(folder.resolve("broken.properties"), config.getKey() + "\n");
            List<String> arguments =
                    List.of(
                            "start",
                            "--data",
                            launch.dataFolder().toString(),
                            "--config",
                            file.toString());
            assertRefused(launch, arguments, config.getValue());
        }
        Path missing = folder.resolve("missing.properties");
        assertRefused(
                launch, List.of("start", "--config", missing.toString()), "missing.properties");
    }

    @Test
    void refusesPutsWhenTheQuotaIsFullAndGoesOnWhenThereIsRoom() {
        Launch launch =
                Launch.in(folder)
                        .with(
                                Map.of(
                                        "log.quota", "64MiB",
                                        "s3.default.endpoint",
                                                "http://127.0.0.1:" + FreePort.find(),
                                        "s3.default.path-style", "true",
                                        "s3.default.access-key", "a",
                                        "s3.default.secret-key", "b"));
        List<Integer> taken = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(launch);
                FirehoseClient firehose =
                        AwsClients.firehoseWithoutRetries(server.endpoint(), LIMIT)) {
            create(server.endpoint(), "full");
            String refusal = "";
            for (int number = 0; number < 200 && refusal.isEmpty(); number++) {
                refusal = put(firehose, number);
                if (refusal.isEmpty()) {
                    taken.add(number);
                }
            }
            assertThat(refusal).isEqualTo("ServiceUnavailableException");
            assertThat(taken).hasSizeGreaterThan(20);
            server.kill();
        }
        try (FaultyS3 s3 = FaultyS3.start(Weather.calm());
                ServerProcess server = ServerProcess.start(withS3(launch, s3));
                FirehoseClient firehose =
                        AwsClients.firehoseWithoutRetries(server.endpoint(), LIMIT)) {
            Await.until("room for one more", LIMIT, () -> put(firehose, 1_000).isEmpty());
            taken.add(1_000);
            Administration administration = new Administration(server.endpoint());
            Await.until(
                    "delivery",
                    LIMIT,
                    () -> administration.flush("full", LIMIT).path("delivered").asBoolean());
            assertThat(numbers(s3)).containsExactlyInAnyOrderElementsOf(taken);
        }
    }

    private static Launch withS3(Launch launch, FaultyS3 s3) {
        Map<String, String> settings = new HashMap<>(launch.settings());
        settings.put("s3.default.endpoint", s3.endpoint().toString());
        return launch.with(settings);
    }

    /// @return the error code; empty when it was taken
    private static String put(FirehoseClient firehose, int number) {
        byte[] record = new byte[RECORD_BYTES];
        Arrays.fill(record, (byte) '.');
        byte[] name = ("\n" + number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, record, 0, name.length);
        try {
            firehose.putRecord(
                    put ->
                            put.deliveryStreamName("full")
                                    .record(data -> data.data(SdkBytes.fromByteArray(record))));
            return "";
        } catch (FirehoseException e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    private static List<Integer> numbers(FaultyS3 s3) {
        return s3.objects().under("full", "").values().stream()
                .map(content -> new String(content, StandardCharsets.US_ASCII))
                .flatMap(String::lines)
                .filter(line -> !line.isEmpty())
                .map(line -> Integer.parseInt(line.substring(0, line.indexOf('.'))))
                .toList();
    }

    static void create(URI endpoint, String name) {
        try (FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            firehose.createDeliveryStream(
                    stream ->
                            stream.deliveryStreamName(name)
                                    .extendedS3DestinationConfiguration(
                                            destination ->
                                                    destination
                                                            .roleARN(
                                                                    "arn:aws:iam::000000000000:role/delivery")
                                                            .bucketARN("arn:aws:s3:::" + name)));
            Await.until(
                    "the stream being active",
                    LIMIT,
                    () ->
                            firehose.describeDeliveryStream(it -> it.deliveryStreamName(name))
                                            .deliveryStreamDescription()
                                            .deliveryStreamStatus()
                                    == DeliveryStreamStatus.ACTIVE);
        }
    }

    private static void assertRefused(Launch launch, String reason) throws Exception {
        assertRefused(launch, launch.arguments(), reason);
    }

    private static void assertRefused(Launch launch, List<String> arguments, String reason)
            throws Exception {
        Files.deleteIfExists(launch.standardError());
        Process process = ServerProcess.run(launch, arguments);
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(launch.standardError());
        assertThat(process.exitValue()).as(said).isPositive();
        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).startsWith("hydrant: ").contains(reason).doesNotContain("Exception");
        assertThat(Files.readString(launch.standardOutput())).isEmpty();
    }
}
