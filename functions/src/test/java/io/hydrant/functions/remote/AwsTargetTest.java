package io.hydrant.functions.remote;

import static io.hydrant.functions.remote.RemoteBench.ARN;
import static io.hydrant.functions.remote.RemoteBench.LONG;
import static io.hydrant.functions.remote.RemoteBench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.refusal.InvalidContent;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;

/// What callers get of functions in AWS Lambda. Shapes of answers: Lambda API Reference, Invoke.
class AwsTargetTest {
    @Test
    void invokesByArnWithASignature() throws Exception {
        String log = Base64.getEncoder().encodeToString("START\nEND\n".getBytes(UTF_8));
        String headers = "X-Amz-Executed-Version: 7\r\nX-Amz-Log-Result: " + log + "\r\n";
        try (ScriptedServer server = ScriptedServer.answering(200, headers, "{\"b\":2}");
                RemoteBench bench = RemoteBench.aws(server.url(), LONG)) {
            RemoteAnswer answer = bench.invoke(ARN + ":prod", "{\"a\":1}");
            assertThat(text(answer.outcome())).isEqualTo("answer {\"b\":2}");
            assertThat(answer.version()).isEqualTo("7");
            assertThat(new String(answer.outcome().logTail(), UTF_8)).isEqualTo("START\nEND\n");
            ScriptedServer.Asked asked = server.asked.getFirst();
            assertThat(asked.line())
                    .isEqualTo(
                            "POST /2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A"
                                    + "111122223333%3Afunction%3Adecode/invocations?Qualifier=prod"
                                    + " HTTP/1.1");
            assertThat(asked.text()).isEqualTo("{\"a\":1}");
            assertThat(asked.header("authorization"))
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                    .contains("/eu-west-1/lambda/aws4_request");
            assertThat(asked.header("x-amz-security-token")).isEqualTo("token");
            assertThat(asked.header("x-amz-log-type")).isEqualTo("Tail");
            assertThat(Base64.getDecoder().decode(asked.header("x-amz-client-context")))
                    .asString(UTF_8)
                    .isEqualTo("{\"custom\":{\"a\":\"b\"}}");
            bench.invoke(ARN, "{}");
            assertThat(server.connectionCount).as("connections are kept").hasValue(1);
        }
    }

    @Test
    void failuresOfTheFunctionAreItsOwn() throws Exception {
        String body = "{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}";
        try (ScriptedServer server =
                        ScriptedServer.answering(200, "X-Amz-Function-Error: Unhandled\r\n", body);
                RemoteBench bench = RemoteBench.aws(server.url(), LONG)) {
            assertThat(text(bench.invoke("{}"))).isEqualTo("ValueError " + body);
        }
    }

    @Test
    void whatOnlyLooksLikeAFailureIsNone() throws Exception {
        String body = "{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}";
        try (ScriptedServer server = ScriptedServer.answering(200, "", body);
                RemoteBench bench = RemoteBench.aws(server.url(), LONG)) {
            assertThat(text(bench.invoke("{}"))).isEqualTo("answer " + body);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, ResourceNotFoundException",
        "400, InvalidParameterValueException",
        "400, InvalidRequestContentException",
        "413, RequestEntityTooLargeException",
        "429, TooManyRequestsException",
        "500, ServiceException",
        "502, EC2ThrottledException",
        "403, AccessDeniedException",
    })
    void refusalsKeepTheirMeaning(int status, String code) {
        Class<?> expected =
                switch (code) {
                    case "ResourceNotFoundException" -> NotFound.class;
                    case "InvalidParameterValueException" -> InvalidParameter.class;
                    case "InvalidRequestContentException" -> InvalidContent.class;
                    case "RequestEntityTooLargeException" -> PayloadTooLarge.class;
                    case "TooManyRequestsException", "EC2ThrottledException" ->
                            TooManyRequests.class;
                    default -> RunnerMissing.class;
                };
        String body = "{\"Type\":\"User\",\"message\":\"that is why\",\"Message\":\"that is why\"}";
        try (ScriptedServer server =
                        ScriptedServer.answering(
                                status, "x-amzn-ErrorType: " + code + "\r\n", body);
                RemoteBench bench = RemoteBench.aws(server.url(), LONG)) {
            assertThatThrownBy(() -> bench.invoke("{}"))
                    .isInstanceOf(expected)
                    .hasMessageContaining(
                            expected == TooManyRequests.class ? "Rate Exceeded." : "that is why");
            assertThat(server.asked).as("nothing is tried again").hasSize(1);
        }
    }

    @Test
    void throttlesKeepTheirReason() {
        String body = "{\"message\":\"Rate Exceeded.\",\"Reason\":\"CallerRateLimitExceeded\"}";
        try (ScriptedServer server =
                        ScriptedServer.answering(
                                429, "x-amzn-ErrorType: TooManyRequestsException\r\n", body);
                RemoteBench bench = RemoteBench.aws(server.url(), LONG)) {
            assertThatThrownBy(() -> bench.invoke("{}"))
                    .isInstanceOfSatisfying(
                            TooManyRequests.class,
                            e -> assertThat(e.reason()).isEqualTo("CallerRateLimitExceeded"));
        }
    }

    @Test
    void anAnswerAboveTheLimitIsAFailure() throws Exception {
        byte[] more = new byte[InvocationOutcome.PAYLOAD_BYTES_MAX + 1];
        try (ScriptedServer server =
                        new ScriptedServer((_, out) -> ScriptedServer.write(out, 200, "", more));
                RemoteBench bench = RemoteBench.aws(server.url(), LONG)) {
            assertThat(text(bench.invoke("{}"))).startsWith("Function.ResponseSizeTooLarge ");
        }
    }

    @Test
    void silenceIsATimeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server =
                        new ScriptedServer(
                                (_, _) -> {
                                    over.await();
                                    return false;
                                });
                RemoteBench bench = RemoteBench.aws(server.url(), Duration.ofMillis(150))) {
            assertThat(text(bench.invoke("{}"))).startsWith("Sandbox.Timedout ");
            over.countDown();
        }
    }

    @Test
    void nobodyThereMeansThatItIsNotReached() {
        URI gone;
        try (ScriptedServer server = ScriptedServer.answering(200, "", "1")) {
            gone = server.url();
        }
        try (RemoteBench bench = RemoteBench.aws(gone, LONG)) {
            assertThatThrownBy(() -> bench.invoke("{}"))
                    .isInstanceOf(RunnerMissing.class)
                    .hasMessageStartingWith("Function " + ARN + " is not reached in AWS Lambda: ");
        }
    }
}
