package io.hydrant.cli.bench;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The folder of the measurements, and how each gets a server that is ready to be measured.
final class Workplace {
    private static final Credentials CREDENTIALS = new Credentials("test", "test", "");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    /// From here on what the compilers still take no longer matters.
    private static final double COMPILING_SHARE_MAX = 0.03;

    private final Pauses pauses;
    private final Path folder;
    private final Duration warmUp;
    private final Ballast ballast;
    private final RequestSigner signer =
            new RequestSigner(InstantSource.system(), CREDENTIALS, "us-east-1");

    /// @param folder where the data folders of the servers go; not removed
    /// @param warmUp how long each server is under load at most before anything counts
    Workplace(Pauses pauses, Path folder, Duration warmUp) {
        this.pauses = pauses;
        this.folder = folder;
        this.warmUp = warmUp;
        this.ballast = new Ballast(folder.resolve("ballast"));
    }

    Pauses pauses() {
        return pauses;
    }

    RequestSigner signer() {
        return signer;
    }

    Path file(String name) {
        return folder.resolve(name.toLowerCase(Locale.ROOT));
    }

    Path log() {
        return folder.resolve("server.log");
    }

    /// A server with a data folder of this name; it may still be starting.
    ServerProcess start(String name) {
        return ServerProcess.start(file(name), log(), List.of());
    }

    /// The same with settings, `key=value` each.
    ServerProcess start(String name, List<String> settings) {
        return ServerProcess.start(file(name), log(), List.of(), settings);
    }

    /// A client for a server that may still be starting.
    WireClient connect(ServerProcess server) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end && server.alive()) {
            try (Connection _ = Connection.open(server.port())) {
                return new WireClient(
                        URI.create("http://127.0.0.1:" + server.port()), signer, Optional.empty());
            } catch (IOException _) {
                pauses.pause(POLL);
            }
        }
        throw notStarted();
    }

    /// Tries until the first request is accepted.
    void awaitAccepted(ServerProcess server, PreparedRequest request) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end && server.alive()) {
            try (Connection connection = Connection.open(server.port())) {
                if (connection.exchange(request).accepted()) {
                    return;
                }
            } catch (IOException _) {
                // Not listening yet: that is what is measured.
            }
            pauses.pause(POLL);
        }
        throw notStarted();
    }

    /// Loads the server until it and the functions it runs have compiled themselves, or have had
    /// their time.
    void warmUp(ServerProcess server, Runnable load) {
        long end = System.nanoTime() + warmUp.toNanos();
        double share = 1;
        while (share > COMPILING_SHARE_MAX && System.nanoTime() < end) {
            Duration compiled = compiled(server);
            Duration cpu = server.cpuTime().plus(server.childrenCpuTime());
            load.run();
            Duration spent = server.cpuTime().plus(server.childrenCpuTime()).minus(cpu);
            share = seconds(compiled(server).minus(compiled)) / Math.max(0.01, seconds(spent));
        }
    }

    private static Duration compiled(ServerProcess server) {
        return server.compilerCpuTime().plus(server.childrenCompilerCpuTime());
    }

    /// Fetches memory from the host beforehand, for a run of this length.
    void fetchMemory(Duration run) {
        ballast.take(run);
        ballast.release();
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private CommandFailed notStarted() {
        return new CommandFailed("the server does not start; see " + log());
    }
}
