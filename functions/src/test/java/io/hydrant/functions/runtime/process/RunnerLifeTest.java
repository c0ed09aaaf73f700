package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.withReserved;
import static io.hydrant.functions.runtime.process.FunctionBench.withRevision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.Throttled;
import io.hydrant.functions.runtime.Throttled.Reason;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Environments over time: started, kept, replaced and ended.
class RunnerLifeTest {
    private static final String MEET =
            """
            import os, time, uuid
            own = str(uuid.uuid4())
            def handler(event, context):
                # waits until as many run as the event says
                folder = event['folder']
                open(os.path.join(folder, own), 'w').close()
                while len(os.listdir(folder)) < event['count']:
                    time.sleep(0.01)
                return own
            """;

    @TempDir Path folder;

    @BeforeEach
    void needsPython() {
        Interpreters interpreters =
                new Interpreters(new Programs(path()), InterpreterPaths.NONE, Path.of("java"));
        assumeTrue(
                interpreters.lacking("python3.12").isEmpty(),
                () -> "skipped: " + interpreters.lacking("python3.12").orElseThrow());
    }

    @Test
    void runsInvocationsAtOnceInEnvironmentsOfTheirOwn() throws Exception {
        try (FunctionBench bench = groups();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            FunctionVersion function = bench.python(MEET);
            Path meeting = Files.createDirectories(folder.resolve("meeting"));
            String event = "{\"folder\":\"" + meeting + "\",\"count\":3}";
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(threads.submit(() -> bench.answer(function, event).asText()));
            }
            Set<String> environments = new HashSet<>();
            for (Future<String> answer : answers) {
                environments.add(answer.get());
            }
            assertThat(environments).hasSize(3);
            assertThat(environments).contains(bench.answer(function, event).asText());
            assertThat(bench.telemetry.count("hydrant_function_invocations_total")).isEqualTo(4);
            assertThat(bench.telemetry.count("hydrant_function_errors_total")).isZero();
            assertThat(bench.telemetry.count("hydrant_function_duration_seconds_count"))
                    .isEqualTo(4);
            assertThat(bench.telemetry.gauge("hydrant_function_concurrent_executions")).isZero();
        }
    }

    @Test
    void throttlesAFunctionWithoutConcurrency() throws Exception {
        try (FunctionBench bench = groups()) {
            FunctionVersion function = withReserved(bench.python("x = 1"), 0);
            assertThatThrownBy(() -> bench.invoke(function, "{}"))
                    .isInstanceOfSatisfying(
                            Throttled.class,
                            thrown ->
                                    assertThat(thrown.reason())
                                            .isEqualTo(Reason.RESERVED_CONCURRENCY))
                    .hasMessageContaining("has a reserved concurrency of 0");
            assertThat(bench.telemetry.count("hydrant_function_throttles_total")).isEqualTo(1);
            assertThat(bench.telemetry.count("hydrant_function_invocations_total")).isZero();
        }
    }

    @Test
    void replacesEnvironmentsOfOldRevisions() throws Exception {
        try (FunctionBench bench = groups()) {
            FunctionVersion old =
                    bench.python("import os\ndef handler(e, c):\n    return os.getpid()\n");
            long first = bench.answer(old, "{}").asLong();
            FunctionVersion current = withRevision(old, "2");
            bench.runner.retireOthers(current);
            assertThat(ProcessHandle.of(first)).isEmpty();
            long second = bench.answer(current, "{}").asLong();
            bench.runner.retireOthers(current);
            assertThat(bench.answer(current, "{}").asLong()).isEqualTo(second);
            bench.runner.retire(current);
            assertThat(ProcessHandle.of(second)).isEmpty();
        }
    }

    @Test
    void startsAnotherEnvironmentWhenAWarmOneDied() throws Exception {
        try (FunctionBench bench = groups()) {
            FunctionVersion function =
                    bench.python("import os\ndef handler(e, c):\n    return os.getpid()\n");
            ProcessHandle first =
                    ProcessHandle.of(bench.answer(function, "{}").asLong()).orElseThrow();
            first.destroyForcibly();
            first.onExit().get(20, TimeUnit.SECONDS);
            InvocationOutcome outcome = bench.invoke(function, "{}");
            assertThat(failure(outcome)).isEqualTo("none");
        }
    }

    @Test
    void endsAllWhenItCloses() throws Exception {
        Path environments = folder.resolve("functions/environments");
        try (FunctionBench bench = FunctionBench.in(folder)) {
            bench.answer(
                    bench.python(
                            """
                            import subprocess
                            subprocess.Popen(['sleep', '98763'])
                            def handler(event, context): open('/tmp/x', 'w').close()
                            """),
                    "{}");
            assertThat(ChildProcesses.withArgument("98763")).isNotEmpty();
        }
        ChildProcesses.awaitEnd("98763");
        try (Stream<Path> left = Files.list(environments)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void leavesNoProcessWhenTheServerIsKilled(Isolation isolation) throws Exception {
        Process server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledServer.class.getName(),
                                folder.toString(),
                                isolation.toString())
                        .redirectError(new File("/dev/null"))
                        .start();
        try (BufferedReader lines = server.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("asleep")) {
                line = lines.readLine();
            }
            assertThat(line).as("the function runs").isEqualTo("asleep");
            List<ProcessHandle> running = ChildProcesses.withArgument("98762");
            assertThat(running).isNotEmpty();
            server.destroyForcibly();
            ChildProcesses.awaitEnd("98762");
        } finally {
            server.destroyForcibly();
        }
    }

    private FunctionBench groups() throws IOException {
        return FunctionBench.in(folder, FunctionBench.LIMITS, Isolation.PROCESS_GROUPS);
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "");
    }
}
