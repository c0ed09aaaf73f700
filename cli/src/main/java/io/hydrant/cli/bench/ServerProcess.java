package io.hydrant.cli.bench;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server as a child of this process, with the same JVM, class path and JVM options.
final class ServerProcess implements AutoCloseable {
    private static final String MAIN = "io.hydrant.cli.Main";

    /// A subscription takes a connection of its own here, and there may be thousands.
    private static final int CONNECTIONS_MAX = 10_000;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts a server on a free port; it may not listen yet when this returns.
    ///
    /// @param jvmOptions more than the launcher's, such as a start-up cache
    static ServerProcess start(Path data, Path log, List<String> jvmOptions) {
        return start(data, log, jvmOptions, List.of());
    }

    /// @param settings `key=value` each
    static ServerProcess start(
            Path data, Path log, List<String> jvmOptions, List<String> settings) {
        int port = freePort();
        List<String> arguments = new ArrayList<>();
        arguments.addAll(
                List.of(
                        "start",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString(),
                        "--set",
                        "http.connections-max=" + CONNECTIONS_MAX));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return new ServerProcess(launch(log, jvmOptions, arguments), port);
    }

    /// Runs the training that makes a start-up cache.
    static void train(Path cache, Path log) {
        Process training =
                launch(
                        log,
                        List.of("-Xlog:disable", "-XX:AOTCacheOutput=" + cache),
                        List.of("train"));
        try {
            if (training.waitFor() != 0) {
                throw new CommandFailed("the training of the start-up cache failed; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        } finally {
            training.destroyForcibly();
        }
    }

    int port() {
        return port;
    }

    boolean alive() {
        return process.isAlive();
    }

    /// User and system time since its start.
    Duration cpuTime() {
        return ProcFile.cpuTime(process.pid())
                .or(() -> process.info().totalCpuDuration())
                .orElseThrow(
                        () ->
                                new CommandFailed(
                                        "this system does not tell the CPU time of a process"));
    }

    /// User and system time of the processes that it has started and that have not ended, and of
    /// theirs.
    Duration childrenCpuTime() {
        return process.descendants()
                .map(child -> ProcFile.cpuTime(child.pid()).orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// What its JIT compilers took of that, where the system tells.
    Duration compilerCpuTime() {
        return compilerCpuTime(process.pid());
    }

    /// What the JIT compilers of those that it has started and that have not ended took.
    Duration childrenCompilerCpuTime() {
        return process.descendants()
                .map(child -> compilerCpuTime(child.pid()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// What collecting garbage took of it, with all else that stops its threads.
    Duration collectorCpuTime() {
        return ProcFile.cpuTime(process.pid(), "VM Thread");
    }

    private static Duration compilerCpuTime(long processId) {
        return ProcFile.cpuTime(processId, "C1 ").plus(ProcFile.cpuTime(processId, "C2 "));
    }

    /// Resident set; 0 where the system does not tell.
    long residentBytes() {
        return ProcFile.residentBytes(process.pid()).orElse(0L);
    }

    /// The resident set and what of it belongs to no file; 0 where the system does not tell.
    ResidentPeak.Resident resident() {
        return new ResidentPeak.Resident(
                residentBytes(), ProcFile.residentBytesAnonymous(process.pid()).orElse(0L));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Process launch(Path log, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-XX:AOT")) {
                command.add(option);
            }
        }
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command);
            // What is measured is the server as it comes, not as this shell would set it.
            builder.environment().keySet().removeIf(name -> name.startsWith("HYDRANT_"));
            Process process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            // A benchmark that is stopped must not leave servers behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop child"));
            return process;
        } catch (IOException e) {
            throw new CommandFailed("no server can be started: " + e.getMessage(), e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailed("no free port: " + e.getMessage(), e);
        }
    }
}
