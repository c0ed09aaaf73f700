package io.hydrant.cli.bench;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.Delivery;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The measurements, one method each; every one has a server and a data folder of its own.
public final class Bench {
    private static final String STREAM = "bench";
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Duration WARM_UP_STEP = Duration.ofSeconds(3);

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
    private final Workplace workplace;

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
        this.workplace = new Workplace(pauses, folder, warmUp);
    }

    /// Durable intake, alone or with delivery.
    ///
    /// The load runs until the server has compiled itself; that does not count. What delivery does
    /// during the run counts, and with a bucket also what it needs after the run until everything
    /// is delivered.
    public void intake(Duration time, int connections, Downstream downstream) {
        String name = "intake-" + connections + "-" + downstream;
        try (ServerProcess server = workplace.start(name);
                WireClient wire = workplace.connect(server)) {
            Delivery delivery = stream(wire, downstream);
            PutLoad load = PutLoad.prepare(workplace.signer(), server.port(), STREAM);
            workplace.warmUp(server, () -> load.runFor(WARM_UP_STEP, connections));
            if (downstream.delivers()) {
                flush(delivery);
            }
            workplace.fetchMemory(time);
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
                    megabytes(outcome) / Workplace.seconds(cpu),
                    100 * Workplace.seconds(compiled) / Workplace.seconds(cpu),
                    megabytes(outcome) / Workplace.seconds(outcome.wall()),
                    outcome.requestsPerSecond(),
                    outcome.latencyMillis(0.5),
                    outcome.latencyMillis(0.99));
        }
    }

    private Delivery stream(WireClient wire, Downstream downstream) {
        Delivery.Target target =
                target(downstream.delivers() ? "bench" : "no-such-bucket", "UNCOMPRESSED");
        Delivery delivery = new Delivery(wire, workplace.pauses(), target);
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
        try (ServerProcess server = workplace.start("delivery-" + compression);
                WireClient wire = workplace.connect(server)) {
            Delivery.Target target = target("bench", compression);
            Delivery delivery = new Delivery(wire, workplace.pauses(), target);
            delivery.createBucket();
            delivery.createStream(Delivery.destination(target, 128, 900));
            PutLoad load = PutLoad.prepare(workplace.signer(), server.port(), STREAM);
            workplace.warmUp(
                    server,
                    () -> {
                        load.runBatches(BUFFER_BATCHES, 4);
                        flush(delivery);
                    });
            workplace.fetchMemory(time);
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
                    compression,
                    megabytes / Workplace.seconds(cpu),
                    megabytes / Workplace.seconds(wall));
        }
    }

    /// What the disk and the kernel ask for the same bytes: a plain sequential write, brought to
    /// the disk after every batch.
    public void disk(Duration time) {
        workplace.fetchMemory(time);
        PlainWrite.Outcome outcome =
                PlainWrite.run(workplace.file("plain"), (int) PutLoad.BATCH_BYTES, time);
        say(
                "plain write and fsync of each 500 KiB, for comparison %5.1f MB per CPU second"
                        + "   %7.1f MB/s",
                outcome.bytes() / 1e6 / Workplace.seconds(outcome.cpu()),
                outcome.bytes() / 1e6 / Workplace.seconds(outcome.wall()));
    }

    private static void flush(Delivery delivery) {
        delivery.flush(NO_PROGRESS);
    }

    /// Start to the first accepted record, and memory when idle, with and without a start-up cache.
    public void start() {
        Path data = workplace.file("start");
        try (ServerProcess server = ServerProcess.start(data, workplace.log(), List.of());
                WireClient wire = workplace.connect(server)) {
            Delivery delivery =
                    new Delivery(wire, workplace.pauses(), target("bench", "UNCOMPRESSED"));
            delivery.createBucket();
            delivery.createStream(Delivery.destination(target("bench", "UNCOMPRESSED"), 5, 300));
        }
        measureStart("without start-up cache", data, List.of());
        Path cache = workplace.file("start.aot");
        ServerProcess.train(cache, workplace.log());
        measureStart(
                "with start-up cache   ", data, List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"));
    }

    private void measureStart(String name, Path data, List<String> jvmOptions) {
        long start = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(data, workplace.log(), jvmOptions)) {
            byte[] input =
                    "{\"DeliveryStreamName\":\"%s\",\"Record\":{\"Data\":\"e30K\"}}"
                            .formatted(STREAM)
                            .getBytes(StandardCharsets.UTF_8);
            PreparedRequest request =
                    PreparedRequest.firehose(workplace.signer(), server.port(), "PutRecord", input);
            workplace.awaitAccepted(server, request);
            double firstMillis = (System.nanoTime() - start) / 1e6;
            double cpuSeconds = Workplace.seconds(server.cpuTime());
            workplace.pauses().pause(IDLE);
            say(
                    "start to first accepted record, %s %6.0f ms   %5.2f CPU seconds   idle RSS %4d"
                            + " MB",
                    name, firstMillis, cpuSeconds, server.residentBytes() / 1_000_000);
        }
    }

    private static Delivery.Target target(String bucket, String compression) {
        return new Delivery.Target(bucket, STREAM, "in/", compression);
    }

    private void say(String format, Object... values) {
        terminal.say(format.formatted(values));
    }

    private static double megabytes(PutLoad.Outcome outcome) {
        return outcome.recordBytes() / 1e6;
    }
}
