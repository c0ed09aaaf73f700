package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.FunctionLog;
import io.hydrant.functions.runtime.endpoint.RuntimeEndpoint;
import io.hydrant.functions.runtime.process.Interpreters.Interpreter;
import io.hydrant.functions.runtime.process.Launch.Particulars;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// Starts environments.
///
/// @param bootstraps the folder that they were written to
/// @param environments the folder for folders of environments
/// @param mkfifo the program that makes named pipes
record Launchpad(
        InstantSource clock,
        FunctionLog log,
        FunctionSurroundings surroundings,
        Interpreters interpreters,
        Confinement confinement,
        Path bootstraps,
        Path environments,
        Path mkfifo) {

    private static final Logger LOG = LoggerFactory.getLogger(Launchpad.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    /// Starts a process; it need not be ready yet.
    ///
    /// @throws NoEntrypoint when there is nothing to start
    ExecutionEnvironment start(FunctionVersion function) throws IOException, NoEntrypoint {
        requireEntrypoint(function);
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
        EnvironmentFolder folder = EnvironmentFolder.create(environments);
        try {
            RuntimeEndpoint endpoint = RuntimeEndpoint.open();
            try {
                OutputPipe output = OutputPipe.create(mkfifo, folder.output(), lines::line);
                try {
                    Process process = process(function, folder, endpoint, lines);
                    return new ExecutionEnvironment(
                            function,
                            new ExecutionEnvironment.Parts(
                                    clock, process, endpoint, output, lines, folder));
                } catch (IOException | RuntimeException e) {
                    output.close();
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                endpoint.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            folder.delete();
            throw e;
        }
    }

    /// A log stream of its own.
    EnvironmentLog newLog(FunctionVersion function) {
        FunctionLog own = log.of(function.name().account(), function.name().region());
        return new EnvironmentLog(clock, own, function.logGroup(), logStream(function));
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
            EnvironmentFolder folder,
            RuntimeEndpoint endpoint,
            EnvironmentLog lines)
            throws IOException {
        Optional<Interpreter> interpreter =
                RuntimeFamily.of(function.runtime()).flatMap(interpreters::of);
        Confinement confined =
                interpreter
                        .map(found -> confinement.reaching(found.executable()))
                        .orElse(confinement);
        if (confined.hasNamespaces() != confinement.hasNamespaces()) {
            LOG.warn(
                    "Function {} runs without namespaces, which would hide its interpreter {}",
                    function.name(),
                    interpreter.map(Interpreter::executable).orElseThrow());
        }
        Launch launch =
                Launch.of(
                        function,
                        surroundings,
                        new Particulars(
                                confined.places(function, bootstraps, folder),
                                endpoint.address(),
                                lines.stream(),
                                interpreter));
        ProcessBuilder builder =
                new ProcessBuilder(
                                confinement.around(launch.command(), function, bootstraps, folder))
                        .directory(function.code().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.output().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    private void requireEntrypoint(FunctionVersion function) throws NoEntrypoint {
        Optional<String> lacking = interpreters.lacking(function.runtime());
        if (lacking.isPresent()) {
            throw new NoEntrypoint(lacking.get());
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
