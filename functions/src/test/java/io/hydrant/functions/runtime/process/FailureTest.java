package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.invocation;
import static io.hydrant.functions.runtime.process.FunctionBench.tail;
import static io.hydrant.functions.runtime.process.FunctionBench.text;
import static io.hydrant.functions.runtime.process.FunctionBench.withLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What callers get when functions fail: payloads of the service, measured 2022-2026.
class FailureTest {
    @TempDir static Path folder;
    private static FunctionBench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = FunctionBench.in(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @BeforeEach
    void needsPython() {
        assumeTrue(
                bench.runner.lacking("python3.12").isEmpty(),
                () -> "skipped: " + bench.runner.lacking("python3.12").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sys.exit(1)                            | Runtime exited with error: exit status 1
                    sys.exit(0)                            | Runtime exited without providing a reason
                    os._exit(7)                            | Runtime exited with error: exit status 7
                    os.kill(os.getpid(), signal.SIGKILL)   | Runtime exited with error: signal: killed
                    os.kill(os.getpid(), signal.SIGTERM)   | Runtime exited with error: signal: terminated
                    os.abort()                             | Runtime exited with error: signal: aborted
                    """)
    void tellsHowAProcessEnded(String statement, String reason) throws Exception {
        String program = "import os, signal, sys\ndef handler(event, context):\n    " + statement;
        Invocation invocation = invocation(bench.python(program + "\n"), "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        assertThat(text(outcome))
                .isEqualTo(
                        "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                                + invocation.requestId()
                                + " Error: "
                                + reason
                                + "\"}");
        assertThat(failure(outcome)).isEqualTo("Runtime.ExitError");
        assertThat(tail(outcome)).contains("Status: error\tError Type: Runtime.ExitError\n");
        assertThat(tail(outcome).lines()).as("only START, END and REPORT").hasSize(3);
    }

    @Test
    void tellsThatAProcessEndedBeforeItWasReady() throws Exception {
        Invocation invocation = invocation(bench.python("import os\nos._exit(3)\n"), "{}");
        assertThat(text(bench.runner.run(invocation)))
                .isEqualTo(
                        "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                                + invocation.requestId()
                                + " Error: Runtime exited with error: exit status 3\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    missing.handler | x = 1      | Runtime.ImportModuleError    | Unable to import module 'missing': No module named 'missing'
                    app.missing     | x = 1      | Runtime.HandlerNotFound      | Handler 'missing' missing on module 'app'
                    app             | x = 1      | Runtime.MalformedHandlerName | Bad handler 'app': not enough values to unpack (expected 2, got 1)
                    app.handler     | import nix | Runtime.ImportModuleError    | Unable to import module 'app': No module named 'nix'
                    app.handler     | def        | Runtime.UserCodeSyntaxError  | Syntax error in module 'app': invalid syntax (app.py, line 1)
                    app.handler     | 1 / 0      | ZeroDivisionError            | division by zero
                    """)
    void tellsWhyAHandlerCannotBeLoaded(String handler, String code, String type, String message)
            throws Exception {
        FunctionVersion function = bench.function("python3.9", handler, "app.py", code + "\n");
        Invocation invocation = invocation(function, "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        assertThat(FunctionBench.json(outcome).get("errorMessage").asText()).isEqualTo(message);
        assertThat(FunctionBench.json(outcome).get("errorType").asText()).isEqualTo(type);
        assertThat(FunctionBench.json(outcome).get("requestId").asText())
                .isEqualTo(invocation.requestId());
        assertThat(failure(outcome)).isEqualTo(type);
    }

    @Test
    void tellsThatAnAnswerIsNoJson() throws Exception {
        FunctionVersion function =
                bench.python("def handler(event, context):\n    return object()\n");
        InvocationOutcome outcome = bench.invoke(function, "{}");
        assertThat(failure(outcome)).isEqualTo("Runtime.MarshalError");
        assertThat(FunctionBench.json(outcome).get("errorMessage").asText())
                .isEqualTo(
                        "Unable to marshal response: Object of type object is not JSON"
                                + " serializable");
    }

    @Test
    void tellsThatAnEventIsNoJson() throws Exception {
        FunctionVersion function = bench.python("def handler(event, context):\n    return 1\n");
        InvocationOutcome outcome = bench.invoke(function, "{nonsense");
        assertThat(failure(outcome)).isEqualTo("Runtime.UnmarshalError");
    }

    @Test
    void refusesAnAnswerAboveTheLimitAndGoesOn() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        calls = 0
                        def handler(event, context):
                            global calls
                            calls += 1
                            return 'x' * event['bytes'] if event else calls
                        """);
        InvocationOutcome largest = bench.invoke(function, "{\"bytes\":6291554}");
        assertThat(largest.payload()).hasSize(6_291_556);
        for (int bytes : new int[] {6_291_555, 7_340_032}) {
            InvocationOutcome outcome = bench.invoke(function, "{\"bytes\":" + bytes + "}");
            assertThat(text(outcome))
                    .isEqualTo(
                            "{\"errorMessage\":\"Response payload size exceeded maximum allowed"
                                    + " payload size (6291556 bytes).\","
                                    + "\"errorType\":\"Function.ResponseSizeTooLarge\"}");
            assertThat(failure(outcome)).isEqualTo("Function.ResponseSizeTooLarge");
        }
        assertThat(bench.answer(function, "{}").asInt()).isEqualTo(4);
    }

    @Test
    void takesAnEventOf6Mib() throws Exception {
        FunctionVersion function =
                bench.python("def handler(event, context):\n    return len(event)\n");
        String event = "\"" + "x".repeat(6_291_454) + "\"";
        assertThat(bench.answer(function, event).asInt()).isEqualTo(6_291_454);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void endsAFunctionWithItsChildrenWhenItTakesTooLong(Isolation isolation) throws Exception {
        try (FunctionBench own =
                FunctionBench.in(
                        folder.resolve("t" + isolation), FunctionBench.LIMITS, isolation)) {
            FunctionVersion function =
                    withLimits(
                            own.python(
                                    """
                                    import subprocess, time
                                    calls = 0
                                    def handler(event, context):
                                        global calls
                                        calls += 1
                                        if event:
                                            subprocess.Popen(['sleep', '98765'])
                                            subprocess.Popen('sleep 98765 & exit', shell=True)
                                            print('waiting')
                                            time.sleep(98765)
                                        return calls
                                    """),
                            Duration.ofSeconds(1),
                            256);
            assertThat(own.answer(function, "{}").asInt()).isEqualTo(1);
            Invocation invocation = invocation(function, "{\"wait\":1}");
            InvocationOutcome outcome = own.runner.run(invocation);
            String id = invocation.requestId();
            assertThat(text(outcome))
                    .isEqualTo(
                            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: "
                                    + id
                                    + " Error: Task timed out after 1.00 seconds\"}");
            assertThat(failure(outcome)).isEqualTo("Sandbox.Timedout");
            assertThat(tail(outcome)).contains("waiting\n");
            assertThat(tail(outcome))
                    .containsPattern("Z " + id + " Task timed out after 1.00 seconds\nEND Req");
            assertThat(tail(outcome))
                    .contains("\tDuration: 1000.00 ms\tBilled Duration: 1000 ms\t")
                    .endsWith("\tStatus: timeout\n");
            ChildProcesses.awaitEnd("98765");
            assertThat(own.answer(function, "{}").asInt()).isEqualTo(1);
        }
    }

    @Test
    void countsASlowStartAgainstTheTimeout() throws Exception {
        RunnerLimits hasty =
                new RunnerLimits(
                        10, 2, 0, Duration.ZERO, Duration.ofMinutes(1), Duration.ofMillis(100));
        try (FunctionBench own =
                FunctionBench.in(folder.resolve("slow"), hasty, Isolation.AS_FAR_AS_POSSIBLE)) {
            FunctionVersion function =
                    withLimits(
                            own.python("import time\ntime.sleep(98764)\n"),
                            Duration.ofSeconds(1),
                            256);
            assertThat(failure(own.invoke(function, "{}"))).isEqualTo("Sandbox.Timedout");
        }
    }

    @Test
    void killsAFunctionThatTakesTooMuchMemory() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: memory is not measured");
        FunctionVersion function =
                withLimits(
                        bench.python(
                                """
                                import time
                                def handler(event, context):
                                    hold = bytearray(b'x' * (300 << 20))
                                    time.sleep(60)
                                """),
                        Duration.ofSeconds(30),
                        128);
        Invocation invocation = invocation(function, "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        assertThat(text(outcome))
                .isEqualTo(
                        "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                                + invocation.requestId()
                                + " Error: Runtime exited with error: signal: killed\"}");
        assertThat(tail(outcome)).contains("Max Memory Used: 128 MB\t");
    }

    @Test
    void tellsThatThereIsNoBootstrap() throws Exception {
        FunctionVersion function = bench.function("provided.al2023", "x", "readme", "nothing");
        InvocationOutcome outcome = bench.invoke(function, "{}");
        assertThat(failure(outcome)).isEqualTo("Runtime.InvalidEntrypoint");
        assertThat(text(outcome))
                .contains("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
        assertThat(tail(outcome))
                .contains("\nCouldn't find valid bootstrap(s)")
                .endsWith("Status: error\tError Type: Runtime.InvalidEntrypoint\n");
    }

    @Test
    void tellsWhichRuntimesCannotRun() {
        assertThat(bench.runner.lacking("dotnet8").orElseThrow()).contains("dotnet8 cannot run");
        assertThat(bench.runner.lacking("provided.al2")).isEmpty();
        assertThat(bench.runner.lacking("java21")).isEmpty();
    }
}
