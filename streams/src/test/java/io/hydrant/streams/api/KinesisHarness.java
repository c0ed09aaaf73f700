package io.hydrant.streams.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.ManualExecutor;
import io.hydrant.streams.stream.MemoryConsumers;
import io.hydrant.streams.stream.StreamSettings;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.JsonService;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The Kinesis API as a client sees it, JSON in and JSON out, without records and consumers.
final class KinesisHarness implements AutoCloseable {
    static final String ARN = "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks";
    static final String CONSUMER = ARN + "/consumer/app:1767225600";
    static final int SHARDS_MAX = 50;
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00.250Z");
    final ManualExecutor background = new ManualExecutor();
    final MemoryConsumers consumers = new MemoryConsumers();
    final DataStreams streams;
    private final SegmentedLog log;
    private final JsonService service;

    KinesisHarness(Path directory) {
        this(directory, false);
    }

    KinesisHarness(Path directory, boolean quotas) {
        InMemoryResourceStore store = new InMemoryResourceStore(clock);
        log =
                SegmentedLog.open(
                        SegmentedLogConfig.in(directory).withReserveBytes(0),
                        clock,
                        Telemetry.NONE);
        streams =
                DataStreams.open(
                        store,
                        log,
                        consumers,
                        new StreamSettings(clock, background, Telemetry.NONE, SHARDS_MAX, quotas));
        service =
                new KinesisApi(
                                streams,
                                new AccountSettings(store, clock),
                                consumers,
                                clock,
                                List.of())
                        .service();
    }

    /// What a call is answered with.
    record Answer(int status, String text) {
        JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Code and message of an error.
        String error() {
            String type = body().path("__type").asText();
            return type.substring(type.indexOf('#') + 1) + ": " + body().path("message").asText();
        }
    }

    /// Single quotes in the body stand for double ones.
    Answer call(String operation, String body) {
        Headers headers =
                new Headers()
                        .add("content-type", "application/x-amz-json-1.1")
                        .add("x-amz-target", "Kinesis_20131202." + operation);
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        HttpRequest request =
                new HttpRequest("POST", "/", "", headers, new ByteArrayInputStream(bytes), false);
        Caller caller = new Caller(ACCOUNT, new Region("eu-west-1"), "kinesis", "test");
        HttpResponse response =
                service.handle(request, caller, "5f1e0c2a-0000-4000-8000-000000000000");
        byte[] answer = ((HttpResponse.Body.Bytes) response.body()).bytes();
        return new Answer(response.status(), new String(answer, StandardCharsets.UTF_8));
    }

    /// A call that must succeed; what it asks for is carried out.
    JsonNode ask(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() != 200) {
            throw new AssertionError(operation + " failed: " + answer);
        }
        background.runAll();
        return answer.body();
    }

    /// Code and message of a call that must fail.
    String refusal(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() == 200) {
            throw new AssertionError(operation + " did not fail: " + answer);
        }
        return answer.error();
    }

    /// Creates `clicks` with so many shards and waits for it.
    void createClicks(int shards) {
        ask("CreateStream", "{'StreamName':'clicks','ShardCount':" + shards + "}");
    }

    void addConsumer() {
        consumers.add(new DataStreamId(ACCOUNT, new Region("eu-west-1"), "clicks"), CONSUMER);
    }

    JsonNode describe() {
        return ask("DescribeStream", "{'StreamName':'clicks'}").get("StreamDescription");
    }

    JsonNode summary() {
        return ask("DescribeStreamSummary", "{'StreamName':'clicks'}")
                .get("StreamDescriptionSummary");
    }

    @Override
    public void close() {
        log.close();
    }
}
