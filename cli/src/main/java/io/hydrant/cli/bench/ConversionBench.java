package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.Delivery;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the server needs from durable JSON records in its log to finished columnar objects.
public final class ConversionBench {
    private static final String NAME = "trips";
    private static final String PREFIX = "in/";

    /// As many trips as fit a buffer of 128 MiB, so that nothing is delivered before the flush.
    private static final int ROUND_BATCHES = 780;

    private static final int ROUND_RECORDS = ROUND_BATCHES * TripLoad.BATCH_RECORDS;

    /// Together two million trips, nearly.
    private static final int ROUNDS = 5;

    private static final Delivery.Target TARGET =
            new Delivery.Target(NAME, NAME, PREFIX, "UNCOMPRESSED");

    private static final TripTable TRIPS = new TripTable(NAME, NAME, PREFIX);

    private static final Progress NO_PROGRESS =
            new Progress() {
                @Override
                public void reach(long done) {}

                @Override
                public void close() {}
            };

    private final Terminal terminal;
    private final Workplace workplace;

    /// The files to make.
    public enum Output {
        PARQUET("ParquetSerDe", ".parquet"),
        ORC("OrcSerDe", ".orc");

        private final String serializer;
        private final String extension;

        Output(String serializer, String extension) {
            this.serializer = serializer;
            this.extension = extension;
        }
    }

    /// @param folder where the data folders of the servers go; not removed
    /// @param warmUp how long each server is under load at most before the steady state counts
    public ConversionBench(Terminal terminal, Pauses pauses, Path folder, Duration warmUp) {
        this.terminal = terminal;
        this.workplace = new Workplace(pauses, folder, warmUp);
    }

    /// Puts a buffer of trips and delivers it, again and again: the first two million as they come,
    /// then, when the server has compiled itself, two million more.
    public void run(Output output) {
        try (ServerProcess server = workplace.start("conversion-" + output);
                WireClient wire = workplace.connect(server)) {
            Delivery delivery = new Delivery(wire, workplace.pauses(), TARGET);
            delivery.createBucket();
            TRIPS.create(wire, List.of());
            delivery.createStream(destination(output));
            Duration started = server.cpuTime();
            Rounds rounds = new Rounds(server, wire, delivery);
            Cost first = rounds.run(ROUNDS);
            say(output, "first, start included", first.plusTotal(started));
            workplace.warmUp(server, () -> rounds.run(1));
            say(output, "steady", rounds.run(ROUNDS));
            rounds.requireDelivered(output);
            terminal.say(
                    "conversion to %s: %d bytes in objects for %d records, %d MB RSS"
                            .formatted(
                                    output,
                                    rounds.objectBytes(),
                                    rounds.recordCount,
                                    server.residentBytes() / 1_000_000));
        }
    }

    private void say(Output output, String title, Cost cost) {
        double millions = cost.recordCount / 1e6;
        terminal.say(
                ("conversion to %s, %-22s %5.2f CPU s per million records from the log to the"
                                + " object (%5.2f s wall), %5.2f with intake")
                        .formatted(
                                output,
                                title,
                                Workplace.seconds(cost.delivery) / millions,
                                Workplace.seconds(cost.deliveryWall) / millions,
                                Workplace.seconds(cost.total) / millions));
    }

    /// What rounds cost the server.
    ///
    /// @param delivery CPU from the call that flushes until all is committed
    /// @param total CPU with the puts
    private record Cost(
            long recordCount, Duration delivery, Duration deliveryWall, Duration total) {
        Cost plusTotal(Duration more) {
            return new Cost(recordCount, delivery, deliveryWall, total.plus(more));
        }
    }

    private final class Rounds {
        private final ServerProcess server;
        private final WireClient wire;
        private final Delivery delivery;
        private final TripLoad load;
        private long recordCount;

        Rounds(ServerProcess server, WireClient wire, Delivery delivery) {
            this.server = server;
            this.wire = wire;
            this.delivery = delivery;
            this.load =
                    new TripLoad(workplace.signer(), server.port(), NAME, new TaxiRecords()::next);
        }

        Cost run(int count) {
            Duration before = server.cpuTime();
            Duration cpu = Duration.ZERO;
            Duration wall = Duration.ZERO;
            for (int i = 0; i < count; i++) {
                load.put(ROUND_BATCHES);
                recordCount += ROUND_RECORDS;
                Duration put = server.cpuTime();
                long start = System.nanoTime();
                delivery.flush(NO_PROGRESS);
                wall = wall.plusNanos(System.nanoTime() - start);
                cpu = cpu.plus(server.cpuTime()).minus(put);
            }
            long records = (long) count * ROUND_RECORDS;
            return new Cost(records, cpu, wall, server.cpuTime().minus(before));
        }

        /// A benchmark of records that were rejected would be a fast one.
        void requireDelivered(Output output) {
            long delivered =
                    new Administration(wire)
                            .status(NAME, Optional.empty())
                            .path("totals")
                            .path("recordsDelivered")
                            .asLong();
            List<String> others =
                    delivery.objects().keySet().stream()
                            .filter(key -> !key.endsWith(output.extension))
                            .toList();
            if (delivered != recordCount || !others.isEmpty()) {
                throw new CommandFailed(
                        "%d of %d records were delivered; objects that are not %s: %s"
                                .formatted(delivered, recordCount, output.extension, others));
            }
        }

        long objectBytes() {
            return delivery.objects().values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static ObjectNode destination(Output output) {
        ObjectNode destination = Delivery.destination(TARGET, 128, 900);
        destination.put("ErrorOutputPrefix", PREFIX + "errors/"); // seen among the objects
        TRIPS.convert(destination, output.serializer);
        return destination;
    }
}
