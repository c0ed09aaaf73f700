package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.ARN;
import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.remote.RemoteFunctions;
import io.hydrant.functions.remote.RemoteMapping;
import io.hydrant.functions.remote.RemotePlace;
import io.hydrant.functions.remote.RemoteScope;
import io.hydrant.functions.remote.ScriptedServer;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.http.Headers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// Functions that a configuration maps elsewhere, as callers see them.
class ElsewhereTest {
    private static final String FAR = "arn:aws:lambda:eu-west-1:999988887777:function:";
    private static final String INVOKE = "/invocations";

    @TempDir Path folder;
    private final Deque<String> bodies = new ArrayDeque<>();
    private ScriptedServer server;
    private RemoteFunctions remote;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        server =
                new ScriptedServer(
                        (_, out) ->
                                ScriptedServer.write(
                                        out,
                                        200,
                                        "",
                                        (bodies.isEmpty() ? "\"there\"" : bodies.poll())
                                                .getBytes(UTF_8)));
        RemotePlace place = new RemotePlace.Emulator(server.url());
        remote =
                RemoteFunctions.open(
                        Stream.of(ARN + "far", ARN + "half:prod", FAR + "*")
                                .map(
                                        arn ->
                                                new RemoteMapping(
                                                        RemoteScope.of(arn),
                                                        place,
                                                        4,
                                                        Duration.ofSeconds(60)))
                                .toList(),
                        new RecordedTelemetry());
        SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05.678Z");
        lambda = new LambdaHarness(folder, new InMemoryResourceStore(clock), clock, remote);
    }

    @AfterEach
    void close() {
        remote.close();
        server.close();
    }

    private LambdaHarness.Answer invoke(String function, String type) {
        return lambda.send(
                "POST",
                FUNCTIONS + "/" + function + INVOKE,
                "{\"a\":1}",
                new Headers().add("x-amz-invocation-type", type));
    }

    @Test
    void invokeReachesThem() {
        LambdaHarness.Answer answer = invoke("far", "RequestResponse");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("\"there\"");
        assertThat(answer.headers().first("x-amz-executed-version")).hasValue("$LATEST");
        assertThat(server.asked.getFirst().text()).isEqualTo("{\"a\":1}");
        assertThat(invoke("far:prod", "RequestResponse").text()).isEqualTo("\"there\"");
        assertThat(invoke("far", "DryRun").status()).isEqualTo(204);
        assertThat(server.asked).as("a dry run asks nobody").hasSize(2);
    }

    @Test
    void aFailureThereIsAFailureHere() {
        bodies.add("{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}");
        LambdaHarness.Answer answer = invoke("far", "RequestResponse");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("x-amz-function-error")).hasValue("Unhandled");
        assertThat(answer.body().path("errorType").asText()).isEqualTo("ValueError");
    }

    @Test
    void eventsGoThereWithRetries() {
        bodies.add("{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}");
        assertThat(invoke("far", "Event").status()).isEqualTo(202);
        assertThat(lambda.events.size()).isEqualTo(1);
        lambda.clock.advance(Duration.ofMinutes(1));
        lambda.events.runDue();
        assertThat(lambda.events.size()).isZero();
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void theyAreNotOfThisServer() {
        assertThat(lambda.refusal("GET", FUNCTIONS + "/far", ""))
                .isEqualTo("404 ResourceNotFoundException: Function not found: " + ARN + "far");
        assertThat(lambda.ask("GET", FUNCTIONS, "").path("Functions")).isEmpty();
    }

    @Test
    void otherFeaturesReachThem() throws Exception {
        for (String arn : List.of(ARN + "far", ARN + "far:7", ARN + "half:prod", FAR + "any")) {
            assertThat(lambda.functions.exists(arn)).as(arn).isTrue();
            InvocationOutcome outcome = lambda.functions.invoke(arn, "{}".getBytes(UTF_8));
            assertThat(outcome.payload()).asString(UTF_8).isEqualTo("\"there\"");
        }
        assertThat(lambda.functions.exists(ARN + "half")).isFalse();
        assertThatThrownBy(() -> lambda.functions.invoke(ARN + "half:test", new byte[0]))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void anArnOfAnotherAccountMayBeInvoked() {
        assertThat(invoke(FAR.replace(":", "%3A") + "any", "RequestResponse").text())
                .isEqualTo("\"there\"");
        assertThat(lambda.refusal("GET", FUNCTIONS + "/" + FAR.replace(":", "%3A") + "any", ""))
                .startsWith("404 ResourceNotFoundException");
    }

    @Test
    void aMappingByNameGoesBeforeAFunctionOfThisServer() {
        lambda.create("far");
        assertThat(invoke("far", "RequestResponse").text()).isEqualTo("\"there\"");
        lambda.create("half");
        assertThat(invoke("half", "RequestResponse").text()).isEqualTo("{\"a\":1}");
        assertThat(lambda.runner.invocations).hasSize(1);
    }

    @Test
    void aFunctionOfThisServerGoesBeforeAMappingOfAll() throws Exception {
        SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05.678Z");
        RemoteMapping all =
                new RemoteMapping(
                        RemoteScope.of(ARN + "*"),
                        new RemotePlace.Emulator(server.url()),
                        4,
                        Duration.ofSeconds(60));
        try (RemoteFunctions everything =
                RemoteFunctions.open(List.of(all), new RecordedTelemetry())) {
            LambdaHarness mixed =
                    new LambdaHarness(
                            folder.resolve("mixed"),
                            new InMemoryResourceStore(clock),
                            clock,
                            everything);
            mixed.create("near");
            byte[] one = "1".getBytes(UTF_8);
            assertThat(mixed.functions.invoke(ARN + "near", one).payload()).isEqualTo(one);
            assertThat(mixed.functions.invoke(ARN + "far", one).payload())
                    .asString(UTF_8)
                    .isEqualTo("\"there\"");
        }
    }

    @Test
    void whoIsNotReachedIsAServiceFailure() {
        server.close();
        LambdaHarness.Answer answer = invoke("far", "RequestResponse");
        assertThat(answer.error())
                .startsWith("500 ServiceException: Function " + ARN + "far is not reached at ");
    }
}
