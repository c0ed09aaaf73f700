package io.hydrant.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.control.ResourceStore;
import io.hydrant.functions.Functions;
import io.hydrant.functions.code.CodeLinks;
import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.deploy.Deployments;
import io.hydrant.functions.event.EventQueue;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.layer.Layers;
import io.hydrant.functions.mapping.Mappings;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.rest.RestService;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The Lambda API as a client sees it. What is left for later waits in `background`.
public final class LambdaHarness {
    public static final String FUNCTIONS = "/2015-03-31/functions";
    public static final String ARN = "arn:aws:lambda:eu-west-1:111122223333:function:";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller CALLER =
            new Caller(new AccountId("111122223333"), new Region("eu-west-1"), "lambda", "test");

    public final SimulatedClock clock;
    public final FakeRunner runner = new FakeRunner();
    public final MemoryObjects objects = new MemoryObjects();
    public final Deque<Runnable> background = new ArrayDeque<>();
    public final CodeStore code;
    public final CodeLinks links;
    public final Deployments deployments;
    public final EventQueue events;
    public final Functions functions;
    public final FakeStreams streams = new FakeStreams();
    public final FakeEngine engine = new FakeEngine();
    public final Mappings mappings;
    public double chance = 0.999;
    private final RestService service;

    public LambdaHarness(Path folder) {
        this(folder, SimulatedClock.at("2026-01-02T03:04:05.678Z"));
    }

    private LambdaHarness(Path folder, SimulatedClock clock) {
        this(folder, new InMemoryResourceStore(clock), clock);
    }

    public LambdaHarness(Path folder, ResourceStore store, SimulatedClock clock) {
        this.clock = clock;
        try {
            code = CodeStore.open(folder.resolve("code"), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StoredFunctions stored = StoredFunctions.open(store);
        Layers layers = Layers.open(store, clock);
        deployments =
                new Deployments(
                        stored,
                        layers,
                        code,
                        new Deployments.Surroundings(runner, background::add, clock));
        Invoker invoker = new Invoker(stored, code, runner, () -> chance);
        events =
                EventQueue.open(
                        store,
                        new EventQueue.Surroundings(
                                stored, invoker, objects, Runnable::run, clock));
        links = new CodeLinks(new byte[32], clock);
        functions = new Functions(invoker);
        mappings =
                Mappings.open(
                        store,
                        new Mappings.Surroundings(
                                stored, streams, streams, engine, background::add, clock));
        service =
                new LambdaApi(
                                new LambdaApi.Surroundings(
                                        deployments,
                                        stored,
                                        layers,
                                        code,
                                        objects,
                                        links,
                                        invoker,
                                        events,
                                        Optional.of(mappings),
                                        clock),
                                List.of())
                        .service();
    }

    /// What a call is answered with.
    public record Answer(int status, Headers headers, String text) {
        public JsonNode body() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String error() {
            return status
                    + " "
                    + headers.first("x-amzn-errortype").orElse("none")
                    + ": "
                    + body().path("message").asText();
        }
    }

    /// @param target path and query
    public Answer send(String method, String target, String body, Headers headers) {
        int mark = target.indexOf('?');
        HttpRequest request =
                new HttpRequest(
                        method,
                        mark < 0 ? target : target.substring(0, mark),
                        mark < 0 ? "" : target.substring(mark + 1),
                        headers.add("host", "localhost:4566"),
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        false);
        HttpResponse response =
                service.handle(request, CALLER, "5f1e0c2a-0000-4000-8000-" + nextNumber());
        byte[] answer = ((HttpResponse.Body.Bytes) response.body()).bytes();
        return new Answer(
                response.status(), response.headers(), new String(answer, StandardCharsets.UTF_8));
    }

    private long number;

    private String nextNumber() {
        number++;
        return "%012d".formatted(number);
    }

    /// Single quotes in the body stand for double ones.
    public Answer call(String method, String target, String body) {
        return send(method, target, body.replace('\'', '"'), new Headers());
    }

    /// A call that must succeed; what it leaves for later is done.
    public JsonNode ask(String method, String target, String body) {
        Answer answer = call(method, target, body);
        if (answer.status() >= 300) {
            throw new AssertionError(method + " " + target + " failed: " + answer.error());
        }
        settle();
        return answer.text().isEmpty() ? JSON.createObjectNode() : answer.body();
    }

    /// Status, code and message of a call that must fail.
    public String refusal(String method, String target, String body) {
        Answer answer = call(method, target, body);
        if (answer.status() < 400) {
            throw new AssertionError(method + " " + target + " did not fail: " + answer);
        }
        return answer.error();
    }

    public void settle() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    /// The body of a creation.
    ///
    /// @param more members with a comma before them
    public static String function(String name, String more) {
        return ("{'FunctionName':'" + name + "','Runtime':'python3.12',")
                + "'Role':'arn:aws:iam::111122223333:role/r','Handler':'app.h','Code':{'ZipFile':'"
                + Zips.base64(name)
                + "'}"
                + more
                + "}";
    }

    public JsonNode create(String name) {
        return ask("POST", FUNCTIONS, function(name, ""));
    }
}
