package io.hydrant.functions.api;

import static io.hydrant.functions.api.LambdaHarness.ARN;
import static io.hydrant.functions.api.LambdaHarness.FUNCTIONS;
import static io.hydrant.functions.api.LambdaHarness.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.wire.http.Headers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

class InvokeOperationsTest {
    @TempDir Path folder;
    private LambdaHarness lambda;

    @BeforeEach
    void open() {
        lambda = new LambdaHarness(folder);
        lambda.create("f");
    }

    private LambdaHarness.Answer invoke(String target, String payload, Map<String, String> more) {
        Headers headers = new Headers();
        more.forEach(headers::add);
        return lambda.send("POST", FUNCTIONS + "/" + target, payload, headers);
    }

    @Test
    void answersWithWhatTheFunctionReturns() {
        LambdaHarness.Answer answer = invoke("f/invocations", "{\"a\": 1}", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"a\": 1}");
        assertThat(answer.headers().first("x-amz-executed-version")).contains("$LATEST");
        assertThat(answer.headers().first("x-amz-function-error")).isEmpty();
        assertThat(answer.headers().first("x-amz-log-result")).isEmpty();
        assertThat(answer.headers().first("x-amzn-requestid"))
                .contains(lambda.runner.invocations.getFirst().requestId());
    }

    @Test
    void aFailedFunctionIsASuccessfulCall() {
        lambda.runner.failures.add("ValueError");
        LambdaHarness.Answer answer =
                invoke("f/invocations", "1", Map.of("X-Amz-Log-Type", "Tail"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("x-amz-function-error")).contains("Unhandled");
        assertThat(answer.text()).isEqualTo("{\"errorType\":\"ValueError\"}");
        String tail = answer.headers().first("x-amz-log-result").orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(tail), StandardCharsets.UTF_8))
                .isEqualTo("START\nEND\n");
    }

    @Test
    void theRunnerLearnsAllThatItNeeds() {
        lambda.ask(
                "POST",
                FUNCTIONS,
                function(
                        "g",
                        ",'Timeout':7,'MemorySize':256,'Publish':true,'Environment':{'Variables':{'KEY':'v'}}"));
        lambda.ask(
                "PUT", "/2017-10-31/functions/g/concurrency", "{'ReservedConcurrentExecutions':2}");
        String context =
                Base64.getEncoder().encodeToString("{\"c\":1}".getBytes(StandardCharsets.UTF_8));
        invoke("g/invocations?Qualifier=1", "", Map.of("X-Amz-Client-Context", context));
        Invocation invocation = lambda.runner.invocations.getLast();
        assertThat(invocation.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
        assertThat(invocation.clientContext()).contains("{\"c\":1}");
        assertThat(invocation.function().version()).isEqualTo("1");
        assertThat(invocation.function().invokedArn()).isEqualTo(ARN + "g:1");
        assertThat(invocation.function().runtime()).isEqualTo("python3.12");
        assertThat(invocation.function().handler()).isEqualTo("app.h");
        assertThat(invocation.function().limits().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(invocation.function().limits().memoryMib()).isEqualTo(256);
        assertThat(invocation.function().environment()).isEqualTo(Map.of("KEY", "v"));
        assertThat(invocation.function().reservedConcurrency()).contains(2);
        assertThat(invocation.function().logGroup()).isEqualTo("/aws/lambda/g");
        assertThat(Files.exists(invocation.function().code().resolve("app.py"))).isTrue();
    }

    @Test
    void aliasesWithWeightsChooseByChance() {
        lambda.ask("POST", FUNCTIONS, function("g", ",'Publish':true"));
        lambda.ask("PUT", FUNCTIONS + "/g/configuration", "{'Timeout':9}");
        lambda.ask("POST", FUNCTIONS + "/g/versions", "");
        lambda.ask(
                "POST",
                FUNCTIONS + "/g/aliases",
                "{'Name':'live','FunctionVersion':'1','RoutingConfig':{'AdditionalVersionWeights':{'2':0.25}}}");
        lambda.chance = 0.24;
        assertThat(
                        invoke("g:live/invocations", "1", Map.of())
                                .headers()
                                .first("x-amz-executed-version"))
                .contains("2");
        lambda.chance = 0.25;
        assertThat(
                        invoke("g:live/invocations", "1", Map.of())
                                .headers()
                                .first("x-amz-executed-version"))
                .contains("1");
        assertThat(lambda.runner.invocations.getLast().function().invokedArn())
                .isEqualTo(ARN + "g:live");
    }

    @Test
    void otherFeaturesInvokeByArn() throws InterruptedException {
        byte[] payload = "[1]".getBytes(StandardCharsets.UTF_8);
        InvocationOutcome outcome = lambda.functions.invoke(ARN + "f:$LATEST", payload);
        assertThat(outcome.payload()).isEqualTo(payload);
        assertThat(outcome.failure()).isEqualTo(Optional.empty());
        assertThat(lambda.functions.exists(ARN + "f")).isTrue();
        assertThat(lambda.functions.exists(ARN + "f:9")).isFalse();
        assertThat(lambda.functions.exists("f")).isFalse();
        assertThatThrownBy(() -> lambda.functions.invoke("f", payload))
                .hasMessage("'f' is not the ARN of a function");
    }

    @Test
    void aDryRunOnlyLooks() {
        LambdaHarness.Answer answer =
                invoke("f/invocations", "1", Map.of("X-Amz-Invocation-Type", "DryRun"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(lambda.runner.invocations).isEmpty();
        assertThat(invoke("no/invocations", "1", Map.of("X-Amz-Invocation-Type", "DryRun")).error())
                .isEqualTo(
                        "404 ResourceNotFoundException: Function not found: " + ARN + "no:$LATEST");
    }

    @Test
    void theOldOperationForEventsIsThere() {
        LambdaHarness.Answer answer =
                lambda.call("POST", "/2014-11-13/functions/f/invoke-async/", "[1]");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(lambda.runner.invocations.getFirst().payload())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("[1]");
    }

    @Test
    void throttlesSayWhichLimitWasMet() {
        lambda.runner.throttles = 1;
        LambdaHarness.Answer answer = invoke("f/invocations", "1", Map.of());
        assertThat(answer.error()).isEqualTo("429 TooManyRequestsException: Rate Exceeded.");
        assertThat(answer.body().path("Reason").asText())
                .isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded");
        assertThat(answer.body().path("Type").asText()).isEqualTo("User");
        assertThat(answer.headers().first("retry-after")).isPresent();
    }

    @Test
    void refusesPayloadsThatAreNoJsonOrTooLong() {
        String unclear =
                "400 InvalidRequestContentException: Could not parse request body into json: Could"
                        + " not parse payload into json:";
        for (String payload : new String[] {"{", "{]", "hello", "1 2", " ", "{\"a\":}"}) {
            LambdaHarness.Answer answer = invoke("f/invocations", payload, Map.of());
            assertThat(answer.error()).startsWith(unclear).doesNotContain("Source", "start marker");
        }
        String six = "\"" + "x".repeat(6_291_454) + "\"";
        assertThat(invoke("f/invocations", six, Map.of()).status()).isEqualTo(200);
        assertThat(invoke("f/invocations", six + " ", Map.of()).error())
                .isEqualTo(
                        "413 RequestEntityTooLargeException: Request must be smaller than 6291456"
                                + " bytes for the InvokeFunction operation");
        String one = "\"" + "x".repeat(1_048_575) + "\"";
        assertThat(invoke("f/invocations", one, Map.of("X-Amz-Invocation-Type", "Event")).error())
                .isEqualTo(
                        "413 RequestEntityTooLargeException: 1048577 byte payload is too large for"
                                + " the Event invocation type (limit 1048576 bytes)");
        assertThat(invoke("f/invocations", "1", Map.of("X-Amz-Invocation-Type", "Later")).error())
                .startsWith(
                        "400 ValidationException: 1 validation error detected: Value 'Later' at"
                            + " 'invocationType' failed to satisfy constraint: Member must satisfy"
                            + " enum value set:");
        assertThat(invoke("f/invocations", "1", Map.of("X-Amz-Client-Context", "%%")).error())
                .startsWith("400 InvalidRequestContentException: Client context must be");
    }
}
