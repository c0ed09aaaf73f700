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
    private static final int WARM_BATCHES = 200;

    private final Terminal terminal;
    private final Pauses pauses;
    private final Path folder;
    private final RequestSigner signer =
            new RequestSigner(InstantSource.system(), CREDENTIALS, "us-east-1");

    /// @param folder where the data folders of the servers go; not removed
    public Bench(Terminal terminal, Pauses pauses, Path folder) {
        this.terminal = terminal;
        this.pauses = pauses;
        this.folder = folder;
    }

    /// Durable intake while the destination is away, so that only intake is measured.
    ///
    /// Delivery reads on until its memory budget is full; what it costs until then is in the
    /// figure.
    public void intake(Duration time, int connections) {
        try (ServerProcess server =
                ServerProcess.start(data("intake-" + connections), log(), List.of())) {
            try (WireClient wire = connect(server)) {
                Delivery.Target target = target("no-such-bucket", "UNCOMPRESSED");
                new Delivery(wire, pauses, target)
                        .createStream(Delivery.destination(target, 128, 900));
            }
            PutLoad load = PutLoad.prepare(signer, server.port(), STREAM);
            load.runBatches(WARM_BATCHES, connections);
            Duration before = server.cpuTime();
            PutLoad.Outcome outcome = load.runFor(time, connections);
            Duration cpu = server.cpuTime().minus(before);
            say(
                    "durable PutRecordBatch, %2d connections   %8.1f MB per CPU second   %7.1f MB/s"
                            + "   %6.0f requests/s   p50 %6.2f ms   p99 %7.2f ms",
                    connections,
                    megabytes(outcome) / seconds(cpu),
                    megabytes(outcome) / seconds(outcome.wall()),
                    outcome.requestsPerSecond(),
                    outcome.latencyMillis(0.5),
                    outcome.latencyMillis(0.99));
        }
    }

    /// Intake and delivery of lines until all are committed in the embedded store.
    public void delivery(String compression, int batches) {
        try (ServerProcess server =
                        ServerProcess.start(data("delivery-" + compression), log(), List.of());
                WireClient wire = connect(server)) {
            Delivery delivery = new Delivery(wire, pauses, target("bench", compression));
            delivery.createBucket();
            delivery.createStream(Delivery.destination(target("bench", compression), 64, 900));
            PutLoad load = PutLoad.prepare(signer, server.port(), STREAM);
            long records = (long) batches * PutLoad.BATCH_RECORDS;
            Duration before = server.cpuTime();
            long start = System.nanoTime();
            PutLoad.Outcome outcome = load.runBatches(batches, 4);
            try (Progress progress = terminal.progress("delivered " + compression, records)) {
                delivery.flush(progress);
            }
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            Duration cpu = server.cpuTime().minus(before);
            say(
                    "delivery of 1 KiB lines, %-14s %10.1f MB per CPU second   %7.1f MB/s",
                    compression,
                    megabytes(outcome) / seconds(cpu),
                    megabytes(outcome) / seconds(wall));
        }
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
