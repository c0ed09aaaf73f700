package io.hydrant.functions.event;

import static io.hydrant.functions.api.LambdaHarness.ARN;
import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.control.ResourceStore;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.functions.api.LambdaHarness;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.http.Headers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Events through the API, with a runner that fails as it is told.
class EventQueueTest {
    private static final String CONFIG = "/2019-09-25/functions/f/event-invoke-config";

    @TempDir Path folder;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        lambda = new LambdaHarness(folder);
        lambda.create("f");
    }

    private void send(String payload) {
        Headers headers = new Headers().add("x-amz-invocation-type", "Event");
        LambdaHarness.Answer answer =
                lambda.send("POST", FUNCTIONS + "/f/invocations", payload, headers);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEmpty();
    }

    private int invocations() {
        return lambda.runner.invocations.size();
    }

    private void advance(Duration duration) {
        lambda.clock.advance(duration);
        lambda.events.runDue();
    }

    @Test
    void anEventThatSucceedsIsDone() {
        send("{\"a\":1}");
        assertThat(invocations()).isEqualTo(1);
        assertThat(
                        new String(
                                lambda.runner.invocations.getFirst().payload(),
                                StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":1}");
        assertThat(lambda.events.size()).isZero();
    }

    @Test
    void aFunctionThatFailsIsTriedAgainAfterOneAndTwoMinutes() {
        lambda.runner.failures.addAll(List.of("A", "B", "C", "D"));
        send("1");
        advance(Duration.ofSeconds(59));
        assertThat(invocations()).isEqualTo(1);
        advance(Duration.ofSeconds(1));
        assertThat(invocations()).isEqualTo(2);
        advance(Duration.ofSeconds(119));
        assertThat(invocations()).isEqualTo(2);
        advance(Duration.ofSeconds(1));
        assertThat(invocations()).isEqualTo(3);
        assertThat(lambda.events.size()).isZero();
        advance(Duration.ofHours(1));
        assertThat(invocations()).isEqualTo(3);
        assertThat(lambda.runner.invocations.stream().map(one -> one.requestId()).distinct())
                .hasSize(1);
    }

    @Test
    void throttlesDoNotCountAsTriesAndWaitLongerEachTime() {
        lambda.runner.throttles = 3;
        send("1");
        advance(Duration.ofSeconds(1)); // again throttled
        advance(Duration.ofSeconds(1));
        assertThat(invocations()).isZero();
        advance(Duration.ofSeconds(1)); // again throttled
        advance(Duration.ofSeconds(3));
        assertThat(invocations()).isZero();
        advance(Duration.ofSeconds(1));
        assertThat(invocations()).isEqualTo(1);
    }

    @Test
    void anEventThatIsTooOldIsGivenUp() throws IOException {
        lambda.ask(
                "PUT",
                CONFIG,
                "{'MaximumEventAgeInSeconds':60,'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:s3:::dead'}}}");
        lambda.runner.throttles = 100;
        send("1");
        for (int i = 0; i < 70; i++) {
            advance(Duration.ofSeconds(1));
        }
        assertThat(lambda.events.size()).isZero();
        JsonNode told = told();
        assertThat(told.at("/requestContext/condition").asText()).isEqualTo("EventAgeExceeded");
        assertThat(told.has("responseContext")).isFalse();
    }

    private JsonNode told() throws IOException {
        assertThat(lambda.objects.byAddress).hasSize(1);
        Map.Entry<String, byte[]> object = lambda.objects.byAddress.entrySet().iterator().next();
        assertThat(object.getKey())
                .matches(
                        "s3://dead/aws/lambda/async/f/2026/01/02/2026-01-02T\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}");
        return new ObjectMapper().readTree(object.getValue());
    }

    @Test
    void whatWasGivenUpLiesInTheBucketOfTheDestination() throws IOException {
        lambda.ask(
                "PUT",
                CONFIG,
                "{'MaximumRetryAttempts':0,'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:s3:::dead'}}}");
        lambda.runner.failures.add("Boom");
        send("{\"a\":1}");
        JsonNode told = told();
        assertThat(told.path("version").asText()).isEqualTo("1.0");
        assertThat(told.path("timestamp").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(told.at("/requestContext/functionArn").asText()).isEqualTo(ARN + "f:$LATEST");
        assertThat(told.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(told.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(1);
        assertThat(told.path("requestPayload").toString()).isEqualTo("{\"a\":1}");
        assertThat(told.path("responseContext").toString())
                .isEqualTo(
                        "{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"}");
        assertThat(told.at("/responsePayload/errorType").asText()).isEqualTo("Boom");
    }

    @Test
    void otherFunctionsAreToldOfSuccess() {
        lambda.create("told");
        lambda.ask(
                "PUT",
                CONFIG,
                "{'DestinationConfig':{'OnSuccess':{'Destination':'" + ARN + "told'}}}");
        send("7");
        assertThat(lambda.runner.invocations.stream().map(one -> one.function().name().name()))
                .containsExactly("f", "told");
        assertThat(
                        new String(
                                lambda.runner.invocations.getLast().payload(),
                                StandardCharsets.UTF_8))
                .contains("\"condition\":\"Success\"", "\"responsePayload\":7");
    }

    @Test
    void anEventOfAFunctionThatIsGoneIsDropped() {
        lambda.runner.failures.add("A");
        send("1");
        lambda.ask("DELETE", FUNCTIONS + "/f", "");
        advance(Duration.ofMinutes(2));
        assertThat(lambda.events.size()).isZero();
        assertThat(invocations()).isEqualTo(1);
    }

    @Test
    void eventsAndTheirTriesSurviveARestart() {
        SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05.678Z");
        try (ResourceStore store = SqliteResourceStore.open(folder.resolve("control.sqlite"))) {
            lambda = new LambdaHarness(folder, store, clock);
            lambda.create("f");
            lambda.runner.failures.add("A");
            send("{\"a\":1}");
        }
        try (ResourceStore store = SqliteResourceStore.open(folder.resolve("control.sqlite"))) {
            lambda = new LambdaHarness(folder, store, clock);
            assertThat(lambda.events.size()).isEqualTo(1);
            lambda.runner.failures.addAll(List.of("B", "C"));
            advance(Duration.ofMinutes(1));
            advance(Duration.ofMinutes(2));
            assertThat(invocations()).isEqualTo(2);
            assertThat(lambda.events.size()).isZero();
        }
    }

    @Test
    void aFullQueueRefuses() {
        lambda.runner.throttles = Integer.MAX_VALUE;
        String payload = "\"" + "x".repeat(1_048_570) + "\"";
        Headers headers = new Headers().add("x-amz-invocation-type", "Event");
        int accepted = 0;
        LambdaHarness.Answer answer =
                lambda.send("POST", FUNCTIONS + "/f/invocations", payload, headers);
        while (answer.status() == 202) {
            accepted++;
            Headers more = new Headers().add("x-amz-invocation-type", "Event");
            answer = lambda.send("POST", FUNCTIONS + "/f/invocations", payload, more);
        }
        assertThat(accepted).isEqualTo((int) (EventQueue.BYTES_MAX / payload.length()));
        assertThat(answer.error()).isEqualTo("429 TooManyRequestsException: Rate Exceeded.");
    }
}
