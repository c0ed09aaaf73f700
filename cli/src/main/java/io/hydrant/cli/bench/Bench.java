package io.hydrant.cli.bench;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.Delivery;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The measurements, one method each; every one has a server and a data folder of its own.
public final class Bench {
    private static final Credentials CREDENTIALS = new Credentials("test", "test", "");
    private static final String STREAM = "bench";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Duration WARM_UP_STEP = Duration.ofSeconds(3);

    /// From here on what the compilers still take no longer matters.
    private static final double COMPILING_SHARE_MAX = 0.03;

    /// As much as fits a buffer of 128 MiB.
    private static final int BUFFER_BATCHES = 250;

    private static final Progress NO_PROGRESS =
            new Progress() {
                @Override
                public void reach(long done) {}

                @Override
                public void close() {}
            };

    private final Terminal terminal;
    private final Pauses pauses;
    private final Path folder;
    private final Duration warmUp;
    private final Ballast ballast;
    private final RequestSigner signer =
            new RequestSigner(InstantSource.system(), CREDENTIALS, "us-east-1");

    /// What becomes of the records that an intake run puts.
    public enum Downstream {
        /// The bucket is missing: the lane reads and tries, and writes no object.
        NOWHERE("alone", 128),
        LARGE_BUFFER("delivered by 128 MiB", 128),
        SMALL_BUFFER("delivered by 5 MiB", 5);

        private final String title;
        private final int bufferMebibytes;

        Downstream(String title, int bufferMebibytes) {
            this.title = title;
            this.bufferMebibytes = bufferMebibytes;
        }

        String title() {
            return title;
        }

        int bufferMebibytes() {
            return bufferMebibytes;
        }

        boolean delivers() {
            return this != NOWHERE;
        }
    }

    /// @param folder where the data folders of the servers go; not removed
    /// @param warmUp how long each server is under load at most before anything counts
    public Bench(Terminal terminal, Pauses pauses, Path folder, Duration warmUp) {
        this.terminal = terminal;
        this.pauses = pauses;
        this.folder = folder;
        this.warmUp = warmUp;
        this.ballast = new Ballast(folder.resolve("ballast"));
    }

    /// Durable intake, alone or with delivery.
    ///
    /// The load runs until the server has compiled itself; that does not count. What delivery does
    /// during the run counts, and with a bucket also what it needs after the run until everything
    /// is delivered.
    public void intake(Duration time, int connections, Downstream downstream) {
        String name = "intake-" + connections + "-" + downstream;
        try (ServerProcess server = ServerProcess.start(data(name), log(), List.of());
                WireClient wire = connect(server)) {
            Delivery delivery = stream(wire, downstream);
            PutLoad load = PutLoad.prepare(signer, server.port(), STREAM);
            warmUp(server, () -> load.runFor(WARM_UP_STEP, connections));
            if (downstream.delivers()) {
                flush(delivery);
            }
            ballast.take(time);
            ballast.release();
            Duration compiledBefore = server.compilerCpuTime();
            Duration before = server.cpuTime();
            PutLoad.Outcome outcome = load.runFor(time, connections);
            if (downstream.delivers()) {
                flush(delivery);
            }
            Duration cpu = server.cpuTime().minus(before);
            Duration compiled = server.compilerCpuTime().minus(compiledBefore);
            say(
                    "intake, %2d connections, %-25s %7.1f MB per CPU second (%2.0f %% of it still"
                            + " compiling)   %7.1f MB/s   %6.0f requests/s   p50 %6.2f ms"
                            + "   p99 %7.2f ms",
                    connections,
                    downstream.title(),
                    megabytes(outcome) / seconds(cpu),
                    100 * seconds(compiled) / seconds(cpu),
                    megabytes(outcome) / seconds(outcome.wall()),
                    outcome.requestsPerSecond(),
                    outcome.latencyMillis(0.5),
                    outcome.latencyMillis(0.99));
        }
    }

    /// Loads the server until it has compiled itself, or has had its time.
    private void warmUp(ServerProcess server, Runnable load) {
        long end = System.nanoTime() + warmUp.toNanos();
        double share = 1;
        while (share > COMPILING_SHARE_MAX && System.nanoTime() < end) {
            Duration compiled = server.compilerCpuTime();
            Duration cpu = server.cpuTime();
            load.run();
            share =
                    seconds(server.compilerCpuTime().minus(compiled))
                            / Math.max(0.01, seconds(server.cpuTime().minus(cpu)));
        }
    }

    private Delivery stream(WireClient wire, Downstream downstream) {
        Delivery.Target target =
                target(downstream.delivers() ? "bench" : "no-such-bucket", "UNCOMPRESSED");
        Delivery delivery = new Delivery(wire, pauses, target);
        if (downstream.delivers()) {
            delivery.createBucket();
        }
        delivery.createStream(Delivery.destination(target, downstream.bufferMebibytes(), 900));
        return delivery;
    }

    /// Delivery of lines that are durable already, until they are committed in the embedded store.
    ///
    /// Puts as much as a buffer takes, then counts what its delivery costs, again and again.
    public void delivery(String compression, Duration time) {
        try (ServerProcess server =
                        ServerProcess.start(data("delivery-" + compression), log(), List.of());
                WireClient wire = connect(server)) {
            Delivery.Target target = target("bench", compression);
            Delivery delivery = new Delivery(wire, pauses, target);
            delivery.createBucket();
            delivery.createStream(Delivery.destination(target, 128, 900));
            PutLoad load = PutLoad.prepare(signer, server.port(), STREAM);
            warmUp(
                    server,
                    () -> {
                        load.runBatches(BUFFER_BATCHES, 4);
                        flush(delivery);
                    });
            ballast.take(time);
            ballast.release();
            double megabytes = 0;
            Duration wall = Duration.ZERO;
            Duration cpu = Duration.ZERO;
            while (wall.compareTo(time.dividedBy(2)) < 0) {
                PutLoad.Outcome outcome = load.runBatches(BUFFER_BATCHES, 4);
                Duration before = server.cpuTime();
                long start = System.nanoTime();
                flush(delivery);
                wall = wall.plusNanos(System.nanoTime() - start);
                cpu = cpu.plus(server.cpuTime()).minus(before);
                megabytes += megabytes(outcome);
            }
            say(
                    "delivery of 1 KiB lines, %-25s %7.1f MB per CPU second   %7.1f MB/s",
                    compression, megabytes / seconds(cpu), megabytes / seconds(wall));
        }
    }

    /// What the disk and the kernel ask for the same bytes: a plain sequential write, brought to
    /// the disk after every batch.
    public void disk(Duration time) {
        ballast.take(time);
        ballast.release();
        PlainWrite.Outcome outcome =
                PlainWrite.run(folder.resolve("plain"), (int) PutLoad.BATCH_BYTES, time);
        say(
                "plain write and fsync of each 500 KiB, for comparison %5.1f MB per CPU second"
                        + "   %7.1f MB/s",
                outcome.bytes() / 1e6 / seconds(outcome.cpu()),
                outcome.bytes() / 1e6 / seconds(outcome.wall()));
    }

    private static void flush(Delivery delivery) {
        delivery.flush(NO_PROGRESS);
    }

    /// Start to the first accepted record, and memory when idle, with and without a start-up cache.
    public void start() {
        Path data = data("start");
        try (ServerProcess server = ServerProcess.start(data, log(), List.of());
                WireClient wire = connect(server)) {
            Delivery delivery = new Delivery(wire, pauses, target("bench", "UNCOMPRESSED"));
            delivery.createBucket();
            delivery.createStream(Delivery.destination(target("bench", "UNCOMPRESSED"), 5, 300));
        }
        measureStart("without start-up cache", data, List.of());
        Path cache = folder.resolve("start.aot");
        ServerProcess.train(cache, log());
        measureStart(
                "with start-up cache   ", data, List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"));
    }

    private void measureStart(String name, Path data, List<String> jvmOptions) {
        long start = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(data, log(), jvmOptions)) {
            byte[] input =
                    "{\"DeliveryStreamName\":\"%s\",\"Record\":{\"Data\":\"e30K\"}}"
                            .formatted(STREAM)
                            .getBytes(StandardCharsets.UTF_8);
            PreparedRequest request =
                    PreparedRequest.firehose(signer, server.port(), "PutRecord", input);
            awaitAccepted(server, request);
            double firstMillis = (System.nanoTime() - start) / 1e6;
            double cpuSeconds = seconds(server.cpuTime());
            pauses.pause(IDLE);
            say(
                    "start to first accepted record, %s %6.0f ms   %5.2f CPU seconds   idle RSS %4d"
                            + " MB",
                    name, firstMillis, cpuSeconds, server.residentBytes() / 1_000_000);
        }
    }

    private void awaitAccepted(ServerProcess server, PreparedRequest request) {
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
        throw new CommandFailed("the server does not start; see " + log());
    }

    /// A client for a server that may still be starting.
    private WireClient connect(ServerProcess server) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end && server.alive()) {
            try (Connection _ = Connection.open(server.port())) {
                return new WireClient(
                        URI.create("http://127.0.0.1:" + server.port()), signer, Optional.empty());
            } catch (IOException _) {
                pauses.pause(POLL);
            }
        }
        throw new CommandFailed("the server does not start; see " + log());
    }

    private static Delivery.Target target(String bucket, String compression) {
        return new Delivery.Target(bucket, STREAM, "in/", compression);
    }

    private Path data(String name) {
        return folder.resolve(name.toLowerCase(Locale.ROOT));
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private void say(String format, Object... values) {
        terminal.say(format.formatted(values));
    }

    private static double megabytes(PutLoad.Outcome outcome) {
        return outcome.recordBytes() / 1e6;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
