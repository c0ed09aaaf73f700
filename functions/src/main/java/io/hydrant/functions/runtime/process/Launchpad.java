package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.FunctionLog;
import io.hydrant.functions.runtime.endpoint.RuntimeEndpoint;
import io.hydrant.functions.runtime.process.Groundwork.Laid;
import io.hydrant.functions.runtime.process.Interpreters.Interpreter;
import io.hydrant.functions.runtime.process.Launch.Particulars;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// Starts environments.
record Launchpad(
        InstantSource clock,
        FunctionLog log,
        FunctionSurroundings surroundings,
        Interpreters interpreters,
        Groundwork groundwork,
        boolean namespacesRequired) {

    private static final Logger LOG = LoggerFactory.getLogger(Launchpad.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    /// Starts a process; it need not be ready yet.
    ///
    /// @throws NoEntrypoint when there is nothing to start
    /// @throws IOException when this machine does not start it
    ExecutionEnvironment start(FunctionVersion function) throws IOException, NoEntrypoint {
        requireEntrypoint(function);
        Laid ground = groundwork.laid();
        EnvironmentLog lines = newLog(function);
        lines.starting(
                runtimeVersion(function.runtime()),
                "arn:"
                        + function.name().region().partition()
                        + ":lambda:"
                        + function.name().region()
                        + "::runtime:"
                        + sha256(function.runtime()));
        function.layers().stream()
                .filter(layer -> Files.isDirectory(layer.resolve("extensions")))
                .forEach(
                        layer ->
                                lines.line(
                                        "EXTENSION of layer "
                                                + layer.getFileName()
                                                + " is not started: extensions are not supported"
                                                + " by this server"));
        Deque<Closeable> opened = new ArrayDeque<>();
        boolean started = false;
        try {
            EnvironmentFolder folder = EnvironmentFolder.create(groundwork.environments());
            opened.push(folder::delete);
            RuntimeEndpoint endpoint = RuntimeEndpoint.open();
            opened.push(endpoint::close);
            OutputPipe output = OutputPipe.create(ground.mkfifo(), folder.output(), lines::printed);
            opened.push(output::close);
            Process process = process(function, ground, folder, endpoint, lines);
            started = true;
            return new ExecutionEnvironment(
                    function,
                    new ExecutionEnvironment.Parts(
                            clock, process, endpoint, output, lines, folder));
        } finally {
            if (!started) {
                closeAll(opened);
            }
        }
    }

    private static void closeAll(Deque<Closeable> opened) {
        for (Closeable each : opened) {
            try {
                each.close();
            } catch (IOException e) {
                LOG.warn("What a function was started with stays: {}", e.toString());
            }
        }
    }

    /// A log stream of its own.
    EnvironmentLog newLog(FunctionVersion function) {
        FunctionLog own = log.of(function.name().account(), function.name().region());
        return new EnvironmentLog(clock, own, function.log(), logStream(function));
    }

    /// Nothing of the function can be started.
    static final class NoEntrypoint extends Exception {
        private static final long serialVersionUID = 1L;

        NoEntrypoint(String message) {
            super(message);
        }
    }

    private Process process(
            FunctionVersion function,
            Laid ground,
            EnvironmentFolder folder,
            RuntimeEndpoint endpoint,
            EnvironmentLog lines)
            throws IOException, NoEntrypoint {
        Optional<Interpreter> interpreter =
                RuntimeFamily.of(function.runtime()).flatMap(interpreters::of);
        Confinement confined = confined(function, ground.confinement(), interpreter);
        Launch launch =
                Launch.of(
                        function,
                        surroundings,
                        new Particulars(
                                confined.places(function, ground.bootstraps(), folder),
                                endpoint.address(),
                                lines.stream(),
                                interpreter,
                                ground.trusting()));
        ProcessBuilder builder =
                new ProcessBuilder(
                                confined.around(
                                        launch.command(), function, ground.bootstraps(), folder))
                        .directory(function.code().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.output().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    /// Without namespaces where they would hide the interpreter, unless they are required.
    private Confinement confined(
            FunctionVersion function, Confinement confinement, Optional<Interpreter> interpreter)
            throws NoEntrypoint {
        if (interpreter.isEmpty()) {
            return confinement;
        }
        Path executable = interpreter.get().executable();
        Confinement confined = confinement.reaching(executable);
        if (confined.hasNamespaces() != confinement.hasNamespaces()) {
            if (namespacesRequired) {
                throw new NoEntrypoint(
                        "the interpreter "
                                + executable
                                + " cannot be reached in the namespaces that functions must run"
                                + " in");
            }
            LOG.warn(
                    "Function {} runs without namespaces, which would hide its interpreter {}",
                    function.name(),
                    executable);
        }
        return confined;
    }

    private void requireEntrypoint(FunctionVersion function) throws NoEntrypoint, IOException {
        Optional<String> lacking = interpreters.lacking(function.runtime());
        if (lacking.isPresent()) {
            throw new NoEntrypoint(lacking.get());
        }
        if (!Files.isDirectory(function.code())) {
            throw new IOException("the folder of its package is gone: " + function.code());
        }
        if (!Launch.isProvided(function)) {
            return;
        }
        Path bootstrap =
                Launch.bootstrapOf(function)
                        .orElseThrow(
                                () ->
                                        new NoEntrypoint(
                                                "Couldn't find valid bootstrap(s):"
                                                        + " [/var/task/bootstrap /opt/bootstrap]"));
        if (!Files.isExecutable(bootstrap)) {
            boolean inCode = bootstrap.startsWith(function.code());
            throw new NoEntrypoint(
                    "fork/exec "
                            + (inCode ? "/var/task" : "/opt")
                            + "/bootstrap: permission denied");
        }
    }

    private String logStream(FunctionVersion function) {
        return DAY.format(clock.instant())
                + "/["
                + function.version()
                + "]"
                + UUID.randomUUID().toString().replace("-", "");
    }

    /// Such as `python:3.12.v1`, as the service names what it runs.
    private static String runtimeVersion(String runtime) {
        int digit = 0;
        while (digit < runtime.length() && !Character.isDigit(runtime.charAt(digit))) {
            digit++;
        }
        String version = runtime.substring(digit).replace(".x", "");
        return version.isEmpty() ? runtime : runtime.substring(0, digit) + ":" + version + ".v1";
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
