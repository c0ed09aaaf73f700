package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.bench.ResidentPeak.Resident;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What dynamic partitioning costs the more partitions there are: trips are put at one rate, told
/// apart by a key that jq takes out of them, and delivered.
public final class PartitionBench {
    private static final String NAME = "parts";
    private static final String PREFIX = "in/";
    private static final String KEY = "customer";
    private static final TripTable TRIPS = new TripTable(NAME, NAME, PREFIX);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// In the name of an object.
    private static final Pattern ARRIVAL =
            Pattern.compile("-(\\d{4}(?:-\\d{2}){5})-[0-9a-f-]{36}[.a-z]*$");

    private static final DateTimeFormatter ARRIVAL_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    /// Of load without a pause before everything is flushed, to warm up: more than the memory for
    /// waiting records holds.
    private static final int WARM_UP_RECORDS = 300_000;

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
    /// @param warmUp how long each server is under load at most before as much as will count is put
    ///   to warm up too
    public PartitionBench(Terminal terminal, Pauses pauses, Path folder, Duration warmUp) {
        this.terminal = terminal;
        this.workplace = new Workplace(pauses, folder, warmUp);
    }

    /// What is put.
    ///
    /// @param recordsPerSecond whatever the number of partitions
    public record Load(int recordsPerSecond, Duration time) {}

    /// One number of partitions after the other, and how the last compares with the first.
    public void run(Output output, List<Integer> partitions, Load load) {
        List<Measured> measured = new ArrayList<>();
        for (int count : partitions) {
            String name = "partitions-%s-%d-%d".formatted(output, measured.size(), count);
            measured.add(run(name, output, count, load));
        }
        Measured first = measured.getFirst();
        Measured last = measured.getLast();
        terminal.say(
                ("%-7s %5d -> %5d partitions: %4.2f of the records per CPU second, %4.2f without"
                                + " what still compiled")
                        .formatted(
                                output,
                                first.partitions(),
                                last.partitions(),
                                last.recordsPerSecond() / first.recordsPerSecond(),
                                last.recordsPerSecondCompiled()
                                        / first.recordsPerSecondCompiled()));
    }

    /// Puts for a time, then flushes: all of the server's CPU counts from the first put until
    /// everything is delivered.
    private Measured run(String name, Output output, int partitions, Load load) {
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
            TripLoad trips =
                    new TripLoad(workplace.signer(), server.port(), NAME, new Trips(partitions));
            Warming warming = new Warming(trips, delivery);
            workplace.warmUp(server, () -> warming.put(WARM_UP_RECORDS / TripLoad.BATCH_RECORDS));
            // Files as large as those that count: what only large ones need is compiled too.
            warming.put(batchesPerSecond(load) * Math.toIntExact(load.time().toSeconds()));
            workplace.fetchMemory(load.time());
            workplace.pauses().pause(SECOND); // names of objects tell times to the second
            Instant begin = Instant.now();
            try (ResidentPeak memory = new ResidentPeak(server, workplace.pauses())) {
                Spent before = Spent.of(server);
                long start = System.nanoTime();
                int batches = put(trips, load);
                Duration putting = Duration.ofNanos(System.nanoTime() - start);
                delivery.flush(NO_PROGRESS);
                Spent spent = Spent.of(server).minus(before);
                Map<String, Long> objects = delivery.objects();
                requireDelivered(wire, (warming.batches + batches) * TripLoad.BATCH_RECORDS);
                requireAll(objects, output);
                objects.keySet().removeIf(key -> isBefore(begin, key));
                Measured measured =
                        new Measured(
                                partitions,
                                (long) batches * TripLoad.BATCH_RECORDS,
                                putting,
                                spent);
                tell(output, measured, memory.peak(), objects);
                return measured;
            }
        }
    }

    /// Whether the records of an object were put before a moment: its name tells when the first one
    /// arrived. Not listed beforehand: with many partitions the server would still compile what
    /// lists them while it counts.
    private static boolean isBefore(Instant moment, String key) {
        Matcher arrival = ARRIVAL.matcher(key);
        if (!arrival.find()) {
            throw new CommandFailed("an object's name does not tell its time: " + key);
        }
        return arrival.group(1).compareTo(ARRIVAL_FORMAT.format(moment)) < 0;
    }

    private void tell(Output output, Measured measured, Resident peak, Map<String, Long> objects) {
        terminal.say(
                ("%-7s %5d partitions %9.0f records per CPU second (%2.0f %% of it still"
                                + " compiling, %2.0f %% collecting garbage)   put %6.0f/s"
                                + "   RSS peak %4d MiB, %4d of it no files   %6d objects, %d KB"
                                + " each")
                        .formatted(
                                output,
                                measured.partitions(),
                                measured.recordsPerSecond(),
                                measured.percent(measured.spent().compiling()),
                                measured.percent(measured.spent().collecting()),
                                measured.records() / Workplace.seconds(measured.putting()),
                                peak.bytes() >> 20,
                                peak.anonymousBytes() >> 20,
                                objects.size(),
                                average(objects) / 1000));
    }

    private static int batchesPerSecond(Load load) {
        return Math.max(1, load.recordsPerSecond() / TripLoad.BATCH_RECORDS);
    }

    private int put(TripLoad trips, Load load) {
        int batches = 0;
        long start = System.nanoTime();
        for (int second = 1; second <= load.time().toSeconds(); second++) {
            trips.put(batchesPerSecond(load));
            batches += batchesPerSecond(load);
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

    /// CPU time of the server.
    ///
    /// @param collecting garbage
    private record Spent(Duration all, Duration compiling, Duration collecting) {
        static Spent of(ServerProcess server) {
            return new Spent(server.cpuTime(), server.compilerCpuTime(), server.collectorCpuTime());
        }

        Spent minus(Spent before) {
            return new Spent(
                    all.minus(before.all),
                    compiling.minus(before.compiling),
                    collecting.minus(before.collecting));
        }
    }

    /// @param putting how long it took until all was put
    private record Measured(int partitions, long records, Duration putting, Spent spent) {
        double recordsPerSecond() {
            return records / Workplace.seconds(spent.all());
        }

        double recordsPerSecondCompiled() {
            return records / Workplace.seconds(spent.all().minus(spent.compiling()));
        }

        double percent(Duration of) {
            return 100 * Workplace.seconds(of) / Workplace.seconds(spent.all());
        }
    }

    /// Puts without a pause and flushes; nothing of it counts.
    private static final class Warming {
        private final TripLoad trips;
        private final Delivery delivery;
        private long batches;

        Warming(TripLoad trips, Delivery delivery) {
            this.trips = trips;
            this.delivery = delivery;
        }

        void put(int more) {
            trips.put(more);
            batches += more;
            delivery.flush(NO_PROGRESS);
        }
    }

    /// Trips of customers, each as likely as the next.
    private static final class Trips implements Supplier<byte[]> {
        private final TaxiRecords trips = new TaxiRecords();
        private final SplittableRandom random = new SplittableRandom(7);

        /// How the trips of each customer begin.
        private final byte[][] heads;

        Trips(int customers) {
            this.heads = new byte[customers][];
            for (int customer = 0; customer < customers; customer++) {
                String head = "{\"%s\":\"c%05d\",".formatted(KEY, customer);
                heads[customer] = head.getBytes(StandardCharsets.US_ASCII);
            }
        }

        @Override
        public byte[] get() {
            byte[] trip = trips.next();
            byte[] head = heads[random.nextInt(heads.length)];
            byte[] record = Arrays.copyOf(head, head.length + trip.length - 1);
            System.arraycopy(trip, 1, record, head.length, trip.length - 1);
            return record;
        }
    }
}
