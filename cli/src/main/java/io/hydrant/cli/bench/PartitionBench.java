package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.Delivery;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// What dynamic partitioning costs the more partitions there are: trips are put at one rate, told
/// apart by a key that jq takes out of them, and delivered.
public final class PartitionBench {
    private static final String NAME = "parts";
    private static final String PREFIX = "in/";
    private static final String KEY = "customer";
    private static final TripTable TRIPS = new TripTable(NAME, NAME, PREFIX);

    /// 20,000 records a second, about 7 MB.
    private static final int BATCHES_PER_SECOND = 40;

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// The smallest that dynamic partitioning allows.
    private static final int BUFFER_MEBIBYTES = 64;

    private static final int BUFFER_SECONDS = 900;

    private static final Progress NO_PROGRESS =
            new Progress() {
                @Override
                public void reach(long done) {}

                @Override
                public void close() {}
            };

    private final Terminal terminal;
    private final Workplace workplace;

    /// What objects are made of.
    public enum Output {
        GZIP("GZIP", ".gz"),
        PARQUET("UNCOMPRESSED", ".parquet");

        private final String compression;
        private final String extension;

        Output(String compression, String extension) {
            this.compression = compression;
            this.extension = extension;
        }
    }

    /// @param folder where the data folders of the servers go; not removed
    /// @param warmUp how long each server is under load at most before anything counts
    public PartitionBench(Terminal terminal, Pauses pauses, Path folder, Duration warmUp) {
        this.terminal = terminal;
        this.workplace = new Workplace(pauses, folder, warmUp);
    }

    /// Puts for a time, then flushes: all of the server's CPU counts from the first put until
    /// everything is delivered.
    public void run(Output output, int partitions, Duration time) {
        String name = "partitions-%s-%d".formatted(output, partitions);
        List<String> settings = List.of("quota.active-partitions=" + (partitions + 1));
        try (ServerProcess server = workplace.start(name, settings);
                WireClient wire = workplace.connect(server)) {
            Delivery.Target target = new Delivery.Target(NAME, NAME, PREFIX, output.compression);
            Delivery delivery = new Delivery(wire, workplace.pauses(), target);
            delivery.createBucket();
            if (output == Output.PARQUET) {
                TRIPS.create(wire, List.of(KEY));
            }
            delivery.createStream(destination(target, output));
            TripLoad load =
                    new TripLoad(workplace.signer(), server.port(), NAME, new Trips(partitions));
            long[] put = {0};
            workplace.warmUp(
                    server,
                    () -> {
                        load.put(BATCHES_PER_SECOND * 4);
                        put[0] += BATCHES_PER_SECOND * 4;
                        delivery.flush(NO_PROGRESS);
                    });
            Map<String, Long> before = delivery.objects();
            workplace.fetchMemory(time);
            Duration compiledBefore = server.compilerCpuTime();
            Duration cpuBefore = server.cpuTime();
            int batches = put(load, time);
            delivery.flush(NO_PROGRESS);
            Duration cpu = server.cpuTime().minus(cpuBefore);
            Duration compiled = server.compilerCpuTime().minus(compiledBefore);
            Map<String, Long> objects = delivery.objects();
            requireDelivered(wire, (put[0] + batches) * TripLoad.BATCH_RECORDS);
            requireAll(objects, output);
            objects.keySet().removeAll(before.keySet());
            double records = (double) batches * TripLoad.BATCH_RECORDS;
            terminal.say(
                    ("%-7s %5d partitions %9.0f records per CPU second (%2.0f %% of it still"
                                    + " compiling)   RSS peak %4d MiB   %6d objects, %d KB each")
                            .formatted(
                                    output,
                                    partitions,
                                    records / Workplace.seconds(cpu),
                                    100 * Workplace.seconds(compiled) / Workplace.seconds(cpu),
                                    server.residentBytesPeak() >> 20,
                                    objects.size(),
                                    average(objects) / 1000));
        }
    }

    private int put(TripLoad load, Duration time) {
        int batches = 0;
        long start = System.nanoTime();
        for (int second = 1; second <= time.toSeconds(); second++) {
            load.put(BATCHES_PER_SECOND);
            batches += BATCHES_PER_SECOND;
            long due = start + SECOND.multipliedBy(second).toNanos();
            workplace.pauses().pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
        return batches;
    }

    /// A benchmark of records that were refused would be a fast one.
    private static void requireDelivered(WireClient wire, long expected) {
        long delivered =
                new Administration(wire)
                        .status(NAME, Optional.empty())
                        .path("totals")
                        .path("recordsDelivered")
                        .asLong();
        if (delivered != expected) {
            throw new CommandFailed(
                    "%d of %d records were delivered".formatted(delivered, expected));
        }
    }

    private static void requireAll(Map<String, Long> objects, Output output) {
        List<String> others =
                objects.keySet().stream().filter(key -> !key.endsWith(output.extension)).toList();
        if (!others.isEmpty()) {
            throw new CommandFailed("objects that are not %s: %s".formatted(output, others));
        }
    }

    private static long average(Map<String, Long> objects) {
        long bytes = objects.values().stream().mapToLong(Long::longValue).sum();
        return bytes / Math.max(1, objects.size());
    }

    private static ObjectNode destination(Delivery.Target target, Output output) {
        ObjectNode destination = Delivery.destination(target, BUFFER_MEBIBYTES, BUFFER_SECONDS);
        destination.put("Prefix", PREFIX + KEY + "=!{partitionKeyFromQuery:" + KEY + "}/");
        destination.put("ErrorOutputPrefix", PREFIX + "errors/"); // seen among the objects
        destination.putObject("DynamicPartitioningConfiguration").put("Enabled", true);
        ObjectNode processing = destination.putObject("ProcessingConfiguration");
        processing.put("Enabled", true);
        ObjectNode extraction = processing.putArray("Processors").addObject();
        extraction.put("Type", "MetadataExtraction");
        ArrayNode parameters = extraction.putArray("Parameters");
        parameter(parameters, "MetadataExtractionQuery", "{%s: .%s}".formatted(KEY, KEY));
        parameter(parameters, "JsonParsingEngine", "JQ-1.6");
        if (output == Output.PARQUET) {
            TRIPS.convert(destination, "ParquetSerDe");
        }
        return destination;
    }

    private static void parameter(ArrayNode parameters, String name, String value) {
        parameters.addObject().put("ParameterName", name).put("ParameterValue", value);
    }

    /// Trips of customers, each as likely as the next.
    private static final class Trips implements Supplier<byte[]> {
        private final TaxiRecords trips = new TaxiRecords();
        private final SplittableRandom random = new SplittableRandom(7);
        private final int customers;

        Trips(int customers) {
            this.customers = customers;
        }

        @Override
        public byte[] get() {
            String trip = new String(trips.next(), StandardCharsets.US_ASCII);
            int customer = random.nextInt(customers);
            return "{\"%s\":\"c%05d\",%s"
                    .formatted(KEY, customer, trip.substring(1))
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }
}
