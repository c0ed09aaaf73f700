package io.hydrant.observability.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.observability.logs.LogBounds;
import io.hydrant.observability.logs.LogStore;
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
import java.util.ArrayList;
import java.util.List;

/// The CloudWatch Logs API as a client sees it, JSON in and JSON out.
final class LogsHarness implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final Region REGION = new Region("eu-west-1");
    private static final ObjectMapper JSON = new ObjectMapper();

    final SimulatedClock clock = SimulatedClock.at("2026-11-20T10:00:00Z");
    final LogStore store;
    private final JsonService service;

    LogsHarness(Path folder) {
        try {
            store = LogStore.open(clock, folder, LogBounds.DEFAULTS, Telemetry.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service = new LogsApi(store, clock).service();
    }

    /// What a call is answered with.
    record Answer(int status, String text) {}

    /// Single quotes in the body stand for double ones.
    Answer call(String operation, String body) {
        return send(operation, body.replace('\'', '"'), REGION);
    }

    Answer send(String operation, String body, Region region) {
        Headers headers =
                new Headers()
                        .add("content-type", "application/x-amz-json-1.1")
                        .add("x-amz-target", "Logs_20140328." + operation);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request =
                new HttpRequest("POST", "/", "", headers, new ByteArrayInputStream(bytes), false);
        Caller caller = new Caller(ACCOUNT, region, "logs", "test");
        HttpResponse response =
                service.handle(request, caller, "5f1e0c2a-0000-4000-8000-000000000000");
        byte[] answer = ((HttpResponse.Body.Bytes) response.body()).bytes();
        return new Answer(response.status(), new String(answer, StandardCharsets.UTF_8));
    }

    /// A call that must succeed.
    JsonNode ask(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() != 200) {
            throw new AssertionError(operation + " failed: " + answer);
        }
        return parse(answer.text().isEmpty() ? "{}" : answer.text());
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Code and message of a call that must fail.
    String refusal(String operation, String body) {
        Answer answer = call(operation, body);
        if (answer.status() == 200) {
            throw new AssertionError(operation + " did not fail: " + answer);
        }
        JsonNode error = parse(answer.text());
        return error.path("__type").asText() + ": " + error.path("message").asText();
    }

    void create(String group, String... streams) {
        ask("CreateLogGroup", "{'logGroupName':'" + group + "'}");
        for (String stream : streams) {
            ask(
                    "CreateLogStream",
                    "{'logGroupName':'%s','logStreamName':'%s'}".formatted(group, stream));
        }
    }

    /// Puts messages, a millisecond apart.
    JsonNode put(String group, String stream, long timestamp, String... messages) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < messages.length; i++) {
            events.add("{'timestamp':%d,'message':'%s'}".formatted(timestamp + i, messages[i]));
        }
        return ask(
                "PutLogEvents",
                "{'logGroupName':'%s','logStreamName':'%s','logEvents':[%s]}"
                        .formatted(group, stream, String.join(",", events)));
    }

    static List<String> texts(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.path(member).asText()));
        return texts;
    }

    @Override
    public void close() {
        store.close();
    }
}
