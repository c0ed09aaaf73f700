package io.hydrant.functions.remote;

import static io.hydrant.functions.remote.RemoteBench.ARN;
import static io.hydrant.functions.remote.RemoteBench.LONG;
import static io.hydrant.functions.remote.RemoteBench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.remote.ScriptedServer.Script;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What callers get of a Runtime Interface Emulator, whatever it does.
class EmulatorTargetTest {
    private static final Duration SHORT = Duration.ofMillis(150);

    @Test
    void postsThePayloadWhereEmulatorsListen() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", "{\"b\":2}");
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThat(text(bench.invoke("{\"a\":1}"))).isEqualTo("answer {\"b\":2}");
            ScriptedServer.Asked asked = server.asked.getFirst();
            assertThat(asked.line())
                    .isEqualTo("POST /2015-03-31/functions/function/invocations HTTP/1.1");
            assertThat(asked.text()).isEqualTo("{\"a\":1}");
            assertThat(asked.header("content-type")).isEqualTo("application/json");
            assertThat(Base64.getDecoder().decode(asked.header("x-amz-client-context")))
                    .asString(UTF_8)
                    .isEqualTo("{\"custom\":{\"a\":\"b\"}}");
            assertThat(bench.telemetry.count("hydrant_function_invocations_total")).isEqualTo(1);
            assertThat(bench.telemetry.count("hydrant_function_errors_total")).isZero();
        }
    }

    @Test
    void keepsAPathOfTheOperatorsAndTheConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", "1");
                RemoteBench bench =
                        RemoteBench.emulator(server.url().resolve("/my/function?x=y"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(text(bench.invoke("{}"))).isEqualTo("answer 1");
            }
            assertThat(server.asked.getFirst().line()).isEqualTo("POST /my/function?x=y HTTP/1.1");
            assertThat(server.connectionCount).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errorMessage\":\"no\",\"errorType\":\"ValueError\",\"requestId\":\"1\","
                        + "\"stackTrace\":[\"x\"]}",
                "{\"errorType\":\"ValueError\",\"errorMessage\":\"no\",\"trace\":[\"Error: no\"]}",
                "{\"errorMessage\":null,\"errorType\":\"ValueError\",\"stackTrace\":[],"
                        + "\"cause\":{\"errorMessage\":\"deep\",\"errorType\":\"B\"}}",
            })
    void takesDescriptionsOfFailuresForFailures(String body) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", body);
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThat(text(bench.invoke("{}"))).isEqualTo("ValueError " + body);
            assertThat(bench.telemetry.count("hydrant_function_errors_total")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "null",
                "[{\"errorType\":\"A\",\"errorMessage\":\"b\"}]",
                "{\"errorType\":\"A\"}",
                "{\"errorType\":\"A\",\"errorMessage\":\"b\",\"records\":[]}",
                "{\"errorType\":\"A\",\"errorMessage\":\"b\"",
                "{\"errorType\":1,\"errorMessage\":\"b\"}",
            })
    void takesAllElseForAnswers(String body) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", body);
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThat(text(bench.invoke("{}"))).isEqualTo("answer " + body);
        }
    }

    @Test
    void believesTheHeaderOfFailures() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.answering(200, "X-Amz-Function-Error: Unhandled\r\n", "{}");
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThat(text(bench.invoke("{}"))).isEqualTo("Unhandled {}");
        }
    }

    @Test
    void theRuntimesEndIsAFailure() throws Exception {
        String body =
                "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: 1 Error:"
                        + " Runtime exited with error: exit status 1\"}";
        try (ScriptedServer server = ScriptedServer.answering(502, "", body);
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThat(text(bench.invoke("{}"))).isEqualTo("Runtime.ExitError " + body);
        }
    }

    @Test
    void theEmulatorsTimeoutIsTheFunctions() throws Exception {
        String body = "Task timed out after 3.00 seconds";
        try (ScriptedServer server = ScriptedServer.answering(200, "", body);
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThat(text(bench.invoke("{}")))
                    .isEqualTo(
                            "Sandbox.Timedout {\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                                    + "\"RequestId: 5f1e0c2a-0000-4000-8000-000000000001 Error:"
                                    + " Task timed out after 3.00 seconds\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void whoeverIsTooSlowTimesOut(int part) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Script slow =
                (_, out) -> {
                    String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
                    out.write((part == 0 ? "" : head).getBytes(UTF_8));
                    out.write("123".getBytes(UTF_8), 0, part == 2 ? 3 : 0);
                    out.flush();
                    over.await();
                    return false;
                };
        try (ScriptedServer server = new ScriptedServer(slow);
                RemoteBench bench = RemoteBench.emulator(server.url(), SHORT)) {
            assertThat(text(bench.invoke("{}")))
                    .startsWith("Sandbox.Timedout ")
                    .contains("Task timed out after 0.15 seconds");
            over.countDown();
        }
    }

    @Test
    void anAnswerAboveTheLimitIsAFailure() throws Exception {
        byte[] most = new byte[InvocationOutcome.PAYLOAD_BYTES_MAX];
        byte[] more = new byte[InvocationOutcome.PAYLOAD_BYTES_MAX + 1];
        Script script =
                (asked, out) ->
                        ScriptedServer.write(
                                out, 200, "", asked.text().equals("\"most\"") ? most : more);
        try (ScriptedServer server = new ScriptedServer(script);
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThat(bench.invoke("\"most\"").payload()).hasSize(most.length);
            assertThat(text(bench.invoke("\"more\"")))
                    .isEqualTo(
                            "Function.ResponseSizeTooLarge {\"errorMessage\":\"Response payload"
                                + " size exceeded maximum allowed payload size (6291556"
                                + " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}");
            assertThat(bench.invoke("\"most\"").failure()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "220 mail.example ESMTP\r\n",
                "",
            })
    void brokenAnswersMeanThatItIsNotReached(String written) {
        Script script =
                (_, out) -> {
                    out.write(written.getBytes(UTF_8));
                    out.flush();
                    return false;
                };
        try (ScriptedServer server = new ScriptedServer(script);
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThatThrownBy(() -> bench.invoke("{}"))
                    .isInstanceOf(RunnerMissing.class)
                    .hasMessageStartingWith(
                            "Function "
                                    + ARN
                                    + " is not reached at "
                                    + server.url()
                                    + "/2015-03-31/functions/function/invocations: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"302", "404", "500", "502", "503", "504"})
    void otherStatusesMeanThatItIsNotReached(int status) {
        try (ScriptedServer server =
                        ScriptedServer.answering(
                                status, "Location: http://127.0.0.1:1/\r\n", "no");
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThatThrownBy(() -> bench.invoke("{}"))
                    .isInstanceOf(RunnerMissing.class)
                    .hasMessageEndingWith(": it answers " + status);
        }
    }

    @Test
    void nobodyThereMeansThatItIsNotReached() {
        URI gone;
        try (ScriptedServer server = ScriptedServer.answering(200, "", "1")) {
            gone = server.url();
        }
        try (RemoteBench bench = RemoteBench.emulator(gone)) {
            assertThatThrownBy(() -> bench.invoke("{}"))
                    .isInstanceOf(RunnerMissing.class)
                    .hasMessageContaining(gone.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"400", "429"})
    void aBusyEmulatorThrottles(int status) {
        try (ScriptedServer server = ScriptedServer.answering(status, "", "");
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThatThrownBy(() -> bench.invoke("{}")).isInstanceOf(TooManyRequests.class);
            assertThat(bench.telemetry.count("hydrant_function_throttles_total")).isEqualTo(1);
        }
    }

    @Test
    void aPayloadMayBeTooLargeThere() {
        try (ScriptedServer server = ScriptedServer.answering(413, "", "");
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            assertThatThrownBy(() -> bench.invoke("{}"))
                    .isInstanceOf(PayloadTooLarge.class)
                    .hasMessageContaining("2 bytes for " + ARN);
        }
    }

    @Test
    void oneAfterTheOtherWhenOneMayRun() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Script script =
                (_, out) -> {
                    entered.countDown();
                    go.await();
                    return ScriptedServer.write(out, 200, "", "1".getBytes(UTF_8));
                };
        try (ScriptedServer server = new ScriptedServer(script);
                RemoteBench bench =
                        new RemoteBench(new RemotePlace.Emulator(server.url()), 1, LONG, SHORT);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<InvocationOutcome> first = threads.submit(() -> bench.invoke("1"));
            entered.await();
            assertThat(bench.telemetry.gauge("hydrant_function_concurrent_executions"))
                    .isEqualTo(1);
            assertThatThrownBy(() -> bench.invoke("2")).isInstanceOf(TooManyRequests.class);
            go.countDown();
            assertThat(text(first.get())).isEqualTo("answer 1");
            assertThat(server.asked).hasSize(1);
            assertThat(text(bench.invoke("3"))).isEqualTo("answer 1");
        }
    }

    @Test
    void closingBreaksOffWhatIsUnderWay() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Script silent =
                (_, _) -> {
                    entered.countDown();
                    new CountDownLatch(1).await();
                    return false;
                };
        try (ScriptedServer server = new ScriptedServer(silent);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RemoteBench bench = RemoteBench.emulator(server.url());
            Future<Throwable> failure =
                    threads.submit(
                            () -> {
                                try {
                                    bench.invoke("{}");
                                    return new AssertionError("it was answered");
                                } catch (RunnerMissing e) {
                                    return e;
                                }
                            });
            entered.await();
            bench.close();
            assertThat(failure.get()).isInstanceOf(RunnerMissing.class);
        }
    }

    @Test
    void anInterruptedCallerDoesNotWait() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Script silent =
                (_, _) -> {
                    entered.countDown();
                    new CountDownLatch(1).await();
                    throw new IOException("never");
                };
        try (ScriptedServer server = new ScriptedServer(silent);
                RemoteBench bench = RemoteBench.emulator(server.url())) {
            Thread waiting =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            assertThatThrownBy(() -> bench.invoke("{}"))
                                                    .isInstanceOf(InterruptedException.class));
            entered.await();
            waiting.interrupt();
            waiting.join();
        }
    }
}
