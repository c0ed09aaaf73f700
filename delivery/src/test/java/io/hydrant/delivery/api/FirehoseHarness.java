package io.hydrant.delivery.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.stream.DeliveryStreams.Neighbours;
import io.hydrant.delivery.stream.LifecycleSettings;
import io.hydrant.delivery.stream.ManualExecutor;
import io.hydrant.delivery.stream.RecordingEngine;
import io.hydrant.delivery.stream.StoredStreams;
import io.hydrant.delivery.stream.TableRules;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.testkit.RecordedTelemetry;
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

/// The Firehose API as a client sees it, JSON in and JSON out, over an engine that only records.
final class FirehoseHarness {
    static final String ROLE = "arn:aws:iam::111122223333:role/fh";
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00.250Z");
    final RecordingEngine engine = new RecordingEngine();
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final MemoryTables tables = new MemoryTables();
    final ManualExecutor background = new ManualExecutor();
    final MemoryStreams dataStreams = new MemoryStreams(new MemoryLog(clock), clock);
    private final JsonService service;

    FirehoseHarness() {
        this(LifecycleSettings.STREAMS_MAX_DEFAULT);
    }

    FirehoseHarness(int streamsMax) {
        this(streamsMax, PutSources.EVERYBODY);
    }

    FirehoseHarness(PutSources sources) {
        this(LifecycleSettings.STREAMS_MAX_DEFAULT, sources);
    }

    private FirehoseHarness(int streamsMax, PutSources sources) {
        DeliveryStreams streams =
                DeliveryStreams.open(
                        StoredStreams.open(new InMemoryResourceStore(clock)),
                        engine,
                        new Neighbours(dataStreams, new TableRules(tables, new TextFormats())),
                        new LifecycleSettings(clock, background, streamsMax));
        FirehoseApi.Puts puts = new FirehoseApi.Puts(new PayloadPool(1), sources);
        service = new FirehoseApi(streams, engine, telemetry, puts).service();
    }

    /// What a call is answered with.
    record Answer(int status, JsonNode body) {
        /// Code and message of an error.
        String error() {
            return body.path("__type").asText() + ": " + body.path("message").asText();
        }

        String errorMessage() {
            return body.path("message").asText();
        }
    }

    /// Single quotes in the body stand for double ones.
    Answer call(String operation, String body) {
        return call("eu-west-1", operation, body.replace('\'', '"'));
    }

    Answer call(String region, String operation, String body) {
        Headers headers =
                new Headers()
                        .add("content-type", "application/x-amz-json-1.1")
                        .add("x-amz-target", "Firehose_20150804." + operation);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request =
                new HttpRequest("POST", "/", "", headers, new ByteArrayInputStream(bytes), false);
        Caller caller = new Caller(ACCOUNT, new Region(region), "firehose", "test");
        HttpResponse response =
                service.handle(request, caller, "5f1e0c2a-0000-4000-8000-000000000000");
        byte[] answer = ((HttpResponse.Body.Bytes) response.body()).bytes();
        return new Answer(response.status(), json(new String(answer, StandardCharsets.UTF_8)));
    }

    /// A call that must succeed.
    JsonNode ask(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() != 200) {
            throw new AssertionError(operation + " failed: " + answer);
        }
        return answer.body();
    }

    /// Creates a stream with further members of its Extended S3 configuration, and waits for it.
    void createStream(String name, String moreS3Members) {
        ask(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'"
                        + name
                        + "','ExtendedS3DestinationConfiguration':"
                        + s3(moreS3Members)
                        + "}");
        background.runAll();
    }

    /// Creates a data stream and a delivery stream that reads from it, and waits for it.
    void createReadingStream(String name, String dataStream) {
        dataStreams.create(new DataStreamId(ACCOUNT, new Region("eu-west-1"), dataStream), 1);
        ask(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'"
                        + name
                        + "','DeliveryStreamType':'KinesisStreamAsSource',"
                        + "'KinesisStreamSourceConfiguration':{'RoleARN':'"
                        + ROLE
                        + "','KinesisStreamARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/"
                        + dataStream
                        + "'},'ExtendedS3DestinationConfiguration':"
                        + s3("")
                        + "}");
        background.runAll();
    }

    JsonNode describe(String name) {
        return ask("DescribeDeliveryStream", "{'DeliveryStreamName':'" + name + "'}")
                .get("DeliveryStreamDescription");
    }

    JsonNode describeExtendedS3(String name) {
        return describe(name).get("Destinations").get(0).get("ExtendedS3DestinationDescription");
    }

    DeliveryPlan plan(String name) {
        return engine.running().get(new StreamId(ACCOUNT, new Region("eu-west-1"), name));
    }

    /// An S3 configuration with further members.
    static String s3(String moreMembers) {
        String required = "'RoleARN':'" + ROLE + "','BucketARN':'arn:aws:s3:::lake'";
        return "{" + required + (moreMembers.isEmpty() ? "" : "," + moreMembers) + "}";
    }

    /// Single quotes stand for double ones.
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.startsWith("{'") ? text.replace('\'', '"') : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
