package io.hydrant.conformance.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A server in a process of its own, with the class path of this one.
///
/// For use by one thread, but for [#kill].
public final class ServerProcess implements AutoCloseable {
    private static final String MAIN = "io.hydrant.cli.Main";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Launch launch;
    private final Process process;
    private final Thread endWithUs;

    private ServerProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
        this.endWithUs = new Thread(process::destroyForcibly, "end the server");
        Runtime.getRuntime().addShutdownHook(endWithUs);
    }

    /// Starts a server and waits until it answers.
    public static ServerProcess start(Launch launch) {
        ServerProcess server = begin(launch);
        try {
            server.awaitReady();
        } catch (IllegalStateException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /// Starts a process and waits for nothing.
    public static ServerProcess begin(Launch launch) {
        return new ServerProcess(launch, run(launch, launch.arguments()));
    }

    /// Runs any command of `hydrant` beside a server; its output goes where a server's would.
    public static Process run(Launch launch, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(launch.options());
        command.addAll(List.of("-cp", classPath(), MAIN));
        command.addAll(arguments);
        try {
            Files.createDirectories(launch.folder());
            return new ProcessBuilder(command)
                    .directory(launch.folder().toFile())
                    .redirectOutput(Redirect.appendTo(launch.standardOutput().toFile()))
                    .redirectError(Redirect.appendTo(launch.standardError().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no process can be started", e);
        }
    }

    /// That of this process, good in any working folder.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + launch.port());
    }

    public Launch launch() {
        return launch;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// @throws IllegalStateException when it ends instead, or takes too long
    public void awaitReady() {
        Await.until(
                "the start of the server",
                START_LIMIT,
                () -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "the server ended with "
                                        + process.exitValue()
                                        + ": "
                                        + text(launch.standardError()));
                    }
                    return isHealthy();
                });
    }

    /// Whether it answers `/_hydrant/health` with 200.
    public boolean isHealthy() {
        try {
            URI health = endpoint().resolve("/_hydrant/health");
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(10_000);
            connection.setRequestProperty("Connection", "close");
            return connection.getResponseCode() == 200;
        } catch (IOException _) {
            return false; // nobody listens there yet, or no longer
        }
    }

    /// SIGKILL: the process does nothing more, not even flush a buffer. Waits for its end.
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /// SIGTERM. Returns at once.
    public void askToStop() {
        process.destroy();
    }

    /// Its exit code, as soon as it has ended.
    public int awaitExit() {
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server did not end within " + STOP_LIMIT);
            }
            Runtime.getRuntime().removeShutdownHook(endWithUs);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server ends", e);
        }
    }

    /// What it wrote to its standard error, all processes of the same launch together.
    public String standardError() {
        return text(launch.standardError());
    }

    public String standardOutput() {
        return text(launch.standardOutput());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
