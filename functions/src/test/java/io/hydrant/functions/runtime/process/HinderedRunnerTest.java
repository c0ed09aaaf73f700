package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.invocation;
import static io.hydrant.functions.runtime.process.FunctionBench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.CannotRun;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;
import io.hydrant.kernel.telemetry.Telemetry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// What keeps functions from running although they are well, and processes that somebody kills.
class HinderedRunnerTest {
    /// Says that it is busy, and stays so for as long as the event says.
    private static final String BUSY =
            """
            import time
            def handler(event, context):
                print('busy')
                time.sleep(event)
                return 'done'
            """;

    @TempDir Path folder;
    private final Semaphore busy = new Semaphore(0);
    private FunctionBench bench;
    private ProcessRunner runner;

    @BeforeEach
    void needsPython() throws Exception {
        bench = FunctionBench.in(folder.resolve("bench"));
        assumeTrue(
                bench.runner.lacking("python3.12").isEmpty(),
                () -> "skipped: " + bench.runner.lacking("python3.12").orElseThrow());
        runner = open(Isolation.PROCESS_GROUPS);
    }

    @AfterEach
    void close() {
        runner.close();
        bench.close();
    }

    private ProcessRunner open(Isolation isolation) throws IOException {
        return ProcessRunner.open(
                InstantSource.system(),
                Telemetry.NONE,
                (_, _, _, line) -> {
                    if (line.equals("busy")) {
                        busy.release();
                    }
                },
                FunctionBench.settings(folder, FunctionBench.LIMITS, isolation));
    }

    private List<Path> environments() throws IOException {
        Path environments = folder.resolve("functions/environments");
        if (!Files.isDirectory(environments)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(environments)) {
            return found.toList();
        }
    }

    private FunctionVersion busyFunction() throws IOException {
        return bench.python(BUSY);
    }

    @Test
    void aPackageThatIsGoneIsNoFailureOfTheFunction() throws Exception {
        FunctionVersion function = busyFunction();
        Path aside = function.code().resolveSibling("aside");
        Files.move(function.code(), aside);
        assertThatThrownBy(() -> runner.run(invocation(function, "0")))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining(function.name().toString())
                .hasMessageContaining(function.code().toString());
        assertThat(environments()).isEmpty();
        Files.move(aside, function.code());
        assertThat(text(runner.run(invocation(function, "0")))).isEqualTo("\"done\"");
    }

    @Test
    void aFolderThatCannotBeMadeIsNoFailureOfTheFunction() throws Exception {
        Path environments = folder.resolve("functions/environments");
        Files.createDirectories(environments.getParent());
        Files.writeString(environments, "in the way");
        FunctionVersion function = busyFunction();
        assertThatThrownBy(() -> runner.run(invocation(function, "0")))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining(function.name() + " cannot be started on this machine: ")
                .hasMessageContaining(environments.toString());
        Files.delete(environments);
        assertThat(text(runner.run(invocation(function, "0")))).isEqualTo("\"done\"");
    }

    @Test
    void bootstrapsThatAreGoneAreWrittenAgain() throws Exception {
        FunctionVersion function = busyFunction();
        runner.run(invocation(function, "0"));
        runner.retire(function);
        EnvironmentFolder.deleteTree(folder.resolve("functions"));
        assertThat(text(runner.run(invocation(function, "0")))).isEqualTo("\"done\"");
    }

    @Test
    void aCallerThatIsInterruptedLeavesNothing() throws Exception {
        FunctionVersion function = busyFunction();
        Thread caller =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        assertThatThrownBy(
                                                        () ->
                                                                runner.run(
                                                                        invocation(
                                                                                function, "999")))
                                                .isInstanceOf(InterruptedException.class));
        busy.acquire();
        assertThat(environments()).hasSize(1);
        caller.interrupt();
        caller.join();
        assertThat(environments()).isEmpty();
        assertThat(text(runner.run(invocation(function, "0")))).isEqualTo("\"done\"");
    }

    @Test
    void closingIsNoFailureOfTheFunction() throws Exception {
        FunctionVersion function = busyFunction();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> running =
                    threads.submit(
                            () ->
                                    assertThatThrownBy(
                                                    () -> runner.run(invocation(function, "999")))
                                            .isInstanceOf(CannotRun.class)
                                            .hasMessageContaining("the server is closing"));
            busy.acquire();
            runner.close();
            running.get();
        }
        assertThat(environments()).isEmpty();
        assertThatThrownBy(() -> runner.run(invocation(function, "0")))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("the server is closing");
    }

    /// Any process between this one and the function's own: supervisor, shells, interpreter.
    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"AS_FAR_AS_POSSIBLE", "PROCESS_GROUPS"})
    void processesMayBeKilledAtRandom(Isolation isolation) throws Exception {
        Random random = new Random(20_261_121);
        FunctionVersion function = busyFunction();
        try (ProcessRunner killed = open(isolation);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(text(killed.run(invocation(function, "0")))).isEqualTo("\"done\"");
            busy.acquire();
            for (int round = 0; round < 6; round++) {
                Future<InvocationOutcome> outcome =
                        threads.submit(() -> killed.run(invocation(function, "999")));
                busy.acquire();
                List<ProcessHandle> family = ProcessHandle.current().descendants().toList();
                assertThat(family).isNotEmpty();
                family.get(random.nextInt(family.size())).destroyForcibly();
                assertThat(failure(outcome.get())).isEqualTo("Runtime.ExitError");
                assertThat(text(outcome.get())).contains("Runtime exited with error: ");
                assertThat(environments()).as("nothing of round %d stays", round).isEmpty();
                assertThat(text(killed.run(invocation(function, "0")))).isEqualTo("\"done\"");
                busy.acquire();
            }
        }
        assertThat(environments()).isEmpty();
    }
}
