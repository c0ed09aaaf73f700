package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.function.FunctionVersion.Limits;
import io.hydrant.functions.function.LogSettings;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.InvocationOutcome.Failure;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.testkit.RecordedTelemetry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A runner with functions that tests write on the spot.
final class FunctionBench implements AutoCloseable {
    static final RunnerLimits LIMITS =
            new RunnerLimits(
                    1_000,
                    8,
                    100,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(10));
    private static final ObjectMapper JSON = new ObjectMapper();

    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final List<String> lines = new CopyOnWriteArrayList<>();
    final ProcessRunner runner;
    final Path folder;

    private FunctionBench(Path folder, InstantSource clock, RunnerSettings settings)
            throws IOException {
        this.folder = folder;
        this.runner =
                ProcessRunner.open(clock, telemetry, (_, _, _, line) -> lines.add(line), settings);
    }

    static FunctionBench in(Path folder) throws IOException {
        return in(folder, LIMITS, Isolation.AS_FAR_AS_POSSIBLE);
    }

    static FunctionBench in(Path folder, RunnerLimits limits, Isolation isolation)
            throws IOException {
        return in(folder, InstantSource.system(), settings(folder, limits, isolation));
    }

    static FunctionBench in(Path folder, InstantSource clock, RunnerSettings settings)
            throws IOException {
        return new FunctionBench(folder, clock, settings);
    }

    static RunnerSettings settings(Path folder, RunnerLimits limits, Isolation isolation)
            throws IOException {
        Path hidden = Files.createDirectories(folder.resolve("data"));
        FunctionSurroundings surroundings =
                new FunctionSurroundings(
                        () -> URI.create("http://localhost:4566"),
                        "functions-key",
                        "functions-secret",
                        Optional.empty());
        return new RunnerSettings(
                folder.resolve("functions"), List.of(hidden), surroundings, limits, isolation);
    }

    /// A function of one file; its name is that of the runtime.
    FunctionVersion function(String runtime, String handler, String file, String text)
            throws IOException {
        Path code = Files.createTempDirectory(folder, "code");
        Path written = code.resolve(file);
        Files.createDirectories(written.getParent());
        Files.writeString(written, text);
        if (!written.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + written);
        }
        return function(runtime, handler, code);
    }

    FunctionVersion function(String runtime, String handler, Path code) {
        FunctionName name =
                new FunctionName(
                        new AccountId("123456789012"),
                        new Region("eu-central-1"),
                        runtime.replace(".", "-"));
        return new FunctionVersion(
                name,
                "$LATEST",
                name.arn().toString(),
                UUID.randomUUID().toString(),
                runtime,
                handler,
                code,
                List.of(),
                Map.of(),
                new Limits(Duration.ofSeconds(20), 256, 512),
                LogSettings.text("/aws/lambda/" + name.name()),
                Optional.empty());
    }

    FunctionVersion python(String text) throws IOException {
        return function("python3.12", "app.handler", "app.py", text);
    }

    FunctionVersion node(String text) throws IOException {
        return function("nodejs20.x", "index.handler", "index.js", text);
    }

    /// What a function that differs has otherwise.
    record Changes(
            Map<String, String> environment,
            Limits limits,
            List<Path> layers,
            Optional<Integer> reservedConcurrency,
            String revision) {}

    static FunctionVersion changed(FunctionVersion function, UnaryOperator<Changes> change) {
        Changes changes =
                change.apply(
                        new Changes(
                                function.environment(),
                                function.limits(),
                                function.layers(),
                                function.reservedConcurrency(),
                                function.revision()));
        return new FunctionVersion(
                function.name(),
                function.version(),
                function.invokedArn(),
                changes.revision(),
                function.runtime(),
                function.handler(),
                function.code(),
                changes.layers(),
                changes.environment(),
                changes.limits(),
                function.log(),
                changes.reservedConcurrency());
    }

    static FunctionVersion withLog(FunctionVersion function, LogSettings log) {
        return new FunctionVersion(
                function.name(),
                function.version(),
                function.invokedArn(),
                function.revision() + " with " + log,
                function.runtime(),
                function.handler(),
                function.code(),
                function.layers(),
                function.environment(),
                function.limits(),
                log,
                function.reservedConcurrency());
    }

    static FunctionVersion withLimits(FunctionVersion function, Duration timeout, int memoryMib) {
        return changed(
                function,
                old ->
                        new Changes(
                                old.environment(),
                                new Limits(timeout, memoryMib, 512),
                                old.layers(),
                                old.reservedConcurrency(),
                                old.revision()));
    }

    static FunctionVersion withEnvironment(FunctionVersion function, Map<String, String> added) {
        return changed(
                function,
                old ->
                        new Changes(
                                added,
                                old.limits(),
                                old.layers(),
                                old.reservedConcurrency(),
                                old.revision()));
    }

    static FunctionVersion withLayers(FunctionVersion function, List<Path> layers) {
        return changed(
                function,
                old ->
                        new Changes(
                                old.environment(),
                                old.limits(),
                                layers,
                                old.reservedConcurrency(),
                                old.revision()));
    }

    static FunctionVersion withReserved(FunctionVersion function, int reserved) {
        return changed(
                function,
                old ->
                        new Changes(
                                old.environment(),
                                old.limits(),
                                old.layers(),
                                Optional.of(reserved),
                                old.revision()));
    }

    static FunctionVersion withRevision(FunctionVersion function, String revision) {
        return changed(
                function,
                old ->
                        new Changes(
                                old.environment(),
                                old.limits(),
                                old.layers(),
                                old.reservedConcurrency(),
                                revision));
    }

    static Invocation invocation(FunctionVersion function, String payload) {
        return new Invocation(
                function, UUID.randomUUID().toString(), payload.getBytes(UTF_8), Optional.empty());
    }

    InvocationOutcome invoke(FunctionVersion function, String payload) throws InterruptedException {
        return runner.run(invocation(function, payload));
    }

    /// What a function that succeeds answers.
    JsonNode answer(FunctionVersion function, String payload) throws Exception {
        InvocationOutcome outcome = invoke(function, payload);
        if (outcome.failure().isPresent()) {
            throw new AssertionError(text(outcome) + "\n" + String.join("\n", lines));
        }
        return JSON.readTree(outcome.payload());
    }

    static String text(InvocationOutcome outcome) {
        return new String(outcome.payload(), UTF_8);
    }

    static JsonNode json(InvocationOutcome outcome) throws IOException {
        return JSON.readTree(outcome.payload());
    }

    static String failure(InvocationOutcome outcome) {
        return outcome.failure().map(Failure::type).orElse("none");
    }

    static String tail(InvocationOutcome outcome) {
        return new String(outcome.logTail(), UTF_8);
    }

    @Override
    public void close() {
        runner.close();
    }
}
