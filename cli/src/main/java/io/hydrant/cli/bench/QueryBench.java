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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Queries over delivered files, by the Athena API, beside the plain engine on the same files.
///
/// The same trips lie in the files of large buffers, and in one folder per customer.
public final class QueryBench {
    private static final String DATABASE = "trips";
    private static final String BY_CUSTOMER = "customers";
    private static final String PREFIX = "in/";
    private static final String KEY = "customer";
    private static final int CUSTOMERS = 1_000;
    private static final int BUFFER_MEBIBYTES = 128;
    private static final int BUFFER_SECONDS = 900;

    /// Each query that often, if its time allows, and so often at least.
    private static final int REPETITIONS_MAX = 200;

    private static final int REPETITIONS_MIN = 5;

    /// In cents: sums of fractions depend on the order in which they are added.
    private static final String CENTS = "CAST(round(sum(total_amount) * 100) AS bigint) AS cents";

    private static final String HOURS =
            "SELECT hour(pickup_datetime) AS h, count(*) AS n, "
                    + CENTS
                    + " FROM %s GROUP BY 1 ORDER BY 1";

    /// In turns, so that none has the machine at its best.
    private static final List<Query> QUERIES =
            List.of(
                    new Query("count", "SELECT count(*) AS n FROM %s", DATABASE),
                    new Query("sum by hour", HOURS, DATABASE),
                    new Query("LIMIT 10", "SELECT * FROM %s LIMIT 10", DATABASE),
                    new Query(
                            "1 of 1000 partitions",
                            "SELECT count(*) AS n, " + CENTS + " FROM %s WHERE customer = 'c00500'",
                            BY_CUSTOMER),
                    new Query("1000 partitions", "SELECT count(*) AS n FROM %s", BY_CUSTOMER),
                    new Query(
                            "sum by partition",
                            "SELECT customer, " + CENTS + " FROM %s GROUP BY 1 ORDER BY 1 LIMIT 9",
                            BY_CUSTOMER));

    private static final Progress NO_PROGRESS =
            new Progress() {
                @Override
                public void reach(long done) {}

                @Override
                public void close() {}
            };

    private final Terminal terminal;
    private final Workplace workplace;

    /// What is asked.
    ///
    /// @param text with a place for what it is asked of
    private record Query(String title, String text, String table) {
        /// Whether there is but one right answer.
        boolean isOrdered() {
            return !text.endsWith("LIMIT 10");
        }
    }

    /// @param folder where the data folders of the servers go; not removed
    /// @param warmUp how long the server is asked at most before anything counts
    public QueryBench(Terminal terminal, Pauses pauses, Path folder, Duration warmUp) {
        this.terminal = terminal;
        this.workplace = new Workplace(pauses, folder, warmUp);
    }

    /// Delivers trips, then asks every query again and again, for this time each.
    ///
    /// @param trips in each of the two tables
    public void run(Duration time, int trips) {
        List<String> settings = List.of("quota.active-partitions=" + (CUSTOMERS + 1));
        try (ServerProcess server = workplace.start("query", settings);
                WireClient wire = workplace.connect(server);
                PlainEngine plain = PlainEngine.open(Runtime.getRuntime().availableProcessors())) {
            int count = deliver(server, wire, DATABASE, trips);
            deliver(server, wire, BY_CUSTOMER, trips);
            long idleBytes = server.residentBytes();
            AskedServer asked = new AskedServer(wire, workplace.pauses(), DATABASE);
            AskedServer.Answer first = asked.ask("SELECT 1");
            terminal.say(
                    "queries over %d trips: the first one after the start %.0f ms"
                            .formatted(count, first.total().toNanos() / 1e6));
            List<Run> runs = new ArrayList<>();
            for (Query query : QUERIES) {
                runs.add(new Run(query, server, asked, plain));
            }
            workplace.warmUp(server, () -> runs.forEach(Run::ask));
            try (ResidentPeak memory = new ResidentPeak(server, workplace.pauses())) {
                runs.forEach(run -> run.measure(time));
                terminal.say(
                        "queries: RSS of the server %d MiB before the first, %d MiB after the last,"
                                        .formatted(idleBytes >> 20, server.residentBytes() >> 20)
                                + " peak %d MiB".formatted(memory.peak().bytes() >> 20));
            }
        }
    }

    /// @return how many trips were delivered
    private int deliver(ServerProcess server, WireClient wire, String name, int trips) {
        boolean partitioned = name.equals(BY_CUSTOMER);
        Delivery.Target target = new Delivery.Target(name, name, PREFIX, "UNCOMPRESSED");
        Delivery delivery = new Delivery(wire, workplace.pauses(), target);
        TripTable table = new TripTable(name, name, PREFIX);
        delivery.createBucket();
        table.create(wire, partitioned ? List.of(KEY) : List.of());
        ObjectNode destination = Delivery.destination(target, BUFFER_MEBIBYTES, BUFFER_SECONDS);
        destination.put("ErrorOutputPrefix", "errors/");
        table.convert(destination, "ParquetSerDe");
        if (partitioned) {
            partition(destination);
        }
        delivery.createStream(destination);
        TripLoad load = new TripLoad(workplace.signer(), server.port(), name, new Trips());
        int batches = (trips + TripLoad.BATCH_RECORDS - 1) / TripLoad.BATCH_RECORDS;
        load.put(batches);
        delivery.flush(NO_PROGRESS);
        long delivered =
                new Administration(wire)
                        .status(name, Optional.empty())
                        .path("totals")
                        .path("recordsDelivered")
                        .asLong();
        int expected = batches * TripLoad.BATCH_RECORDS;
        if (delivered != expected) {
            throw new CommandFailed(
                    "%d of %d trips were delivered to %s".formatted(delivered, expected, name));
        }
        terminal.say(
                "queries: %s has %d files with %d bytes"
                        .formatted(
                                name,
                                delivery.objects().size(),
                                delivery.objects().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()));
        return expected;
    }

    private static void partition(ObjectNode destination) {
        destination.put("Prefix", PREFIX + KEY + "=!{partitionKeyFromQuery:" + KEY + "}/");
        destination.putObject("DynamicPartitioningConfiguration").put("Enabled", true);
        ObjectNode processing = destination.putObject("ProcessingConfiguration");
        processing.put("Enabled", true);
        ObjectNode extraction = processing.putArray("Processors").addObject();
        extraction.put("Type", "MetadataExtraction");
        ArrayNode parameters = extraction.putArray("Parameters");
        parameters
                .addObject()
                .put("ParameterName", "MetadataExtractionQuery")
                .put("ParameterValue", "{%s: .%s}".formatted(KEY, KEY));
        parameters
                .addObject()
                .put("ParameterName", "JsonParsingEngine")
                .put("ParameterValue", "JQ-1.6");
    }

    /// One query, of the server and of the plain engine.
    private final class Run {
        private final Query query;
        private final ServerProcess server;
        private final AskedServer asked;
        private final PlainEngine plain;
        private final String ours;
        private final String theirs;

        Run(Query query, ServerProcess server, AskedServer asked, PlainEngine plain) {
            this.query = query;
            this.server = server;
            this.asked = asked;
            this.plain = plain;
            this.ours = query.text().formatted(query.table() + "." + query.table());
            this.theirs = query.text().formatted(files());
        }

        private String files() {
            String folder =
                    workplace
                            .file("query")
                            .toAbsolutePath()
                            .resolve("buckets/%s/%s".formatted(query.table(), PREFIX))
                            .toString()
                            .replace("'", "''");
            return "read_parquet('%s/**/*.parquet', hive_partitioning = %s)"
                    .formatted(folder, query.table().equals(BY_CUSTOMER));
        }

        AskedServer.Answer ask() {
            return asked.ask(ours);
        }

        void measure(Duration time) {
            requireSame();
            workplace.fetchMemory(Duration.ofSeconds(1));
            List<AskedServer.Answer> answers = new ArrayList<>();
            Duration compiledBefore = server.compilerCpuTime();
            Duration cpuBefore = server.cpuTime();
            long end = System.nanoTime() + time.toNanos();
            while (goesOn(answers.size(), end)) {
                answers.add(ask());
            }
            Duration cpu = server.cpuTime().minus(cpuBefore);
            Duration compiled = server.compilerCpuTime().minus(compiledBefore);
            List<Duration> peer = new ArrayList<>();
            end = System.nanoTime() + time.dividedBy(2).toNanos();
            while (goesOn(peer.size(), end)) {
                peer.add(plain.time(theirs));
            }
            tell(answers, peer, cpu, compiled);
        }

        private boolean goesOn(int done, long end) {
            return done < REPETITIONS_MIN || done < REPETITIONS_MAX && System.nanoTime() < end;
        }

        /// A benchmark of wrong answers would be a fast one.
        private void requireSame() {
            List<List<String>> expected = plain.rows(theirs);
            List<List<String>> rows = ask().rows();
            boolean same =
                    query.isOrdered()
                            ? rows.equals(expected)
                            : rows.size() == expected.size() && rows.size() == 10;
            if (!same) {
                throw new CommandFailed(
                        "%s: the server answers %s, the plain engine %s"
                                .formatted(query.title(), rows, expected));
            }
        }

        private void tell(
                List<AskedServer.Answer> answers,
                List<Duration> peer,
                Duration cpu,
                Duration compiled) {
            Latencies engine = Latencies.of(answers.stream().map(AskedServer.Answer::engine));
            Latencies execution = Latencies.of(answers.stream().map(AskedServer.Answer::execution));
            Latencies total = Latencies.of(answers.stream().map(AskedServer.Answer::total));
            Latencies plainly = Latencies.of(peer.stream());
            terminal.say(
                    ("query %-20s engine p50 %4.0f p99 %4.0f ms, execution p50 %4.0f p99 %4.0f ms,"
                                    + " client p50 %6.1f p99 %6.1f ms   DuckDB p50 %6.1f p99 %6.1f"
                                    + " ms   overhead %6.1f ms   %6.1f ms CPU each (%2.0f %% of it"
                                    + " still compiling), %d times")
                            .formatted(
                                    query.title(),
                                    engine.millis(0.5),
                                    engine.millis(0.99),
                                    execution.millis(0.5),
                                    execution.millis(0.99),
                                    total.millis(0.5),
                                    total.millis(0.99),
                                    plainly.millis(0.5),
                                    plainly.millis(0.99),
                                    total.millis(0.5) - plainly.millis(0.5),
                                    cpu.toNanos() / 1e6 / answers.size(),
                                    100 * Workplace.seconds(compiled) / Workplace.seconds(cpu),
                                    answers.size()));
        }
    }

    /// Trips of customers in turns, so that all have the same number.
    private static final class Trips implements Supplier<byte[]> {
        private final TaxiRecords trips = new TaxiRecords();
        private long index;

        @Override
        public byte[] get() {
            String trip = new String(trips.next(), StandardCharsets.US_ASCII);
            return "{\"%s\":\"c%05d\",%s"
                    .formatted(KEY, index++ % CUSTOMERS, trip.substring(1))
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }
}
