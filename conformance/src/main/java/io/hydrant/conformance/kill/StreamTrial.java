package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.SignedJson;
import io.hydrant.conformance.kill.StreamAttempts.Attempt;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.s3.FaultyS3;
import io.hydrant.conformance.stream.ShardGraph;
import io.hydrant.conformance.stream.ShardListings;
import io.hydrant.conformance.stream.StreamSnapshot;

import software.amazon.awssdk.services.kinesis.KinesisClient;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A run whose stream and readers are there: what is done to them, and what is found at the end.
final class StreamTrial {
    /// How long the records last for each kill, a start included.
    private static final int MILLIS_PER_KILL = 3_000;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);
    private static final int LOOK_MILLIS = 500;

    private final StreamKillOptions options;
    private final Parts parts;
    private final URI endpoint;
    private final StreamAttempts attempts;
    private final Workload work;
    private final Resharder resharder;
    private final SplittableRandom random;
    private final long startNanos = System.nanoTime();
    private final List<String> violations = new ArrayList<>();

    /// What a run is made of.
    ///
    /// @param kinesis which makes one attempt only
    record Parts(FaultyS3 s3, Killer killer, KinesisClient kinesis, StreamReaders readers) {}

    StreamTrial(
            StreamKillOptions options,
            Parts parts,
            StreamAttempts attempts,
            SplittableRandom random) {
        this.options = options;
        this.parts = parts;
        this.endpoint = parts.killer().server().endpoint();
        this.attempts = attempts;
        KillOptions run = options.run();
        double millis = (double) run.killCount() * MILLIS_PER_KILL * run.connectionCount();
        this.work = new Workload(run.recordCount(), millis / run.recordCount());
        this.random = random;
        this.resharder =
                new Resharder(parts.kinesis(), StreamSetting.STREAM, options, work, random.split());
        parts.killer().afterEachStart(resharder::audit);
    }

    /// Until everything was put, resharded and killed.
    void disturb() {
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < options.run().connectionCount(); producer++) {
            Runnable client =
                    new StreamProducer(writer(producer), producer, work, attempts, random.split());
            threads.add(Thread.ofPlatform().daemon().name("producer " + producer).start(client));
        }
        threads.add(Thread.ofPlatform().daemon().name("resharder").start(resharder));
        FaultyS3 s3 = parts.s3();
        List<BooleanSupplier> moments =
                List.of(
                        () -> work.putsOpen() > 0,
                        resharder::busy,
                        () -> s3.uploadsOpen() > 0,
                        () -> s3.answersOpen() > 0);
        parts.killer().killOften(work, this::phase, moments);
        awaitEnd(threads);
        work.failure()
                .ifPresent(
                        failure -> {
                            throw new IllegalStateException("a client gave up", failure);
                        });
        if (!work.complete()) {
            throw new IllegalStateException("only " + work.acceptedCount() + " were accepted");
        }
    }

    /// Tells where those stand that do not end.
    private static void awaitEnd(List<Thread> threads) {
        try {
            Await.until(
                    "the end of all clients",
                    SETTLE_LIMIT,
                    () -> threads.stream().noneMatch(Thread::isAlive));
        } catch (IllegalStateException e) {
            String standing =
                    threads.stream()
                            .filter(Thread::isAlive)
                            .map(thread -> thread + " " + List.of(thread.getStackTrace()))
                            .collect(Collectors.joining("\n"));
            throw new IllegalStateException(e.getMessage() + ":\n" + standing, e);
        }
    }

    /// Until the readers have seen all and the delivery streams have delivered all, which one more
    /// kill must not change.
    void settle() {
        StreamJournal before = snapshot("the stream before the last kill");
        awaitReaders(before.count());
        awaitDelivery(before);
        parts.killer().killOnceMore();
        awaitDelivery(before);
    }

    StreamKillReport report() {
        StreamJournal truth = snapshot("the stream");
        ShardGraph graph = ShardGraph.of(parts.kinesis(), StreamSetting.STREAM);
        StreamAudit audit = new StreamAudit(graph, truth, attempts);
        audit.auditStream();
        parts.readers().journals().forEach(audit::auditReader);
        List<StreamKillReport.ReaderCount> readers = new ArrayList<>(parts.readers().counts());
        for (SourceLane lane : SourceLane.values()) {
            readers.add(census(lane, audit.stored()));
        }
        parts.readers().failure().ifPresent(why -> violations.add(describe(why)));
        delivered()
                .under("error/")
                .keySet()
                .forEach(key -> violations.add("an error object: " + key));
        delivered()
                .rewritten()
                .forEach(key -> violations.add("put again with other content: " + key));
        violations.addAll(resharder.violations());
        violations.addAll(audit.violations());
        violations.addAll(ShardListings.audit(parts.kinesis(), StreamSetting.STREAM));
        return new StreamKillReport(
                options,
                Duration.ofNanos(System.nanoTime() - startNanos),
                totals(truth, graph),
                parts.killer().killsByPhase(),
                resharder.done(),
                resharder.auditCount(),
                work.refusals(),
                faults(),
                readers,
                violations);
    }

    /// JSON, CBOR over HTTP/1.1 and CBOR over HTTP/2 in turn.
    private StreamWriter writer(int producer) {
        String stream = StreamSetting.STREAM;
        return switch (producer % 3) {
            case 0 -> new JsonStreamWriter(SignedJson.kinesis(endpoint, ANSWER_LIMIT), stream);
            case 1 -> SdkStreamWriter.blocking(endpoint, stream, ANSWER_LIMIT);
            default -> SdkStreamWriter.overHttp2(endpoint, stream, ANSWER_LIMIT);
        };
    }

    /// What the server seems to be doing.
    private String phase() {
        List<String> open = new ArrayList<>();
        if (work.putsOpen() > 0) {
            open.add("taking puts");
        }
        if (resharder.busy()) {
            open.add("resharding");
        }
        if (parts.s3().uploadsOpen() + parts.s3().answersOpen() > 0) {
            open.add("delivering");
        }
        return open.isEmpty() ? "between" : String.join(" + ", open);
    }

    private StreamJournal snapshot(String name) {
        StreamJournal journal = new StreamJournal(name, attempts);
        StreamSnapshot.read(parts.kinesis(), StreamSetting.STREAM, journal);
        return journal;
    }

    private void awaitReaders(int records) {
        try {
            Await.until(
                    "the reading of " + records + " records",
                    SETTLE_LIMIT,
                    () -> parts.readers().haveRead(records));
        } catch (IllegalStateException e) {
            violations.add(describe(e)); // the comparison tells what is missing
        }
    }

    /// Each delivery stream is asked to deliver until it has as many records as the stream.
    private void awaitDelivery(StreamJournal truth) {
        int expected = userRecordCount(truth);
        Administration administration = new Administration(endpoint);
        long deadlineNanos = System.nanoTime() + SETTLE_LIMIT.toNanos();
        for (SourceLane lane : SourceLane.values()) {
            administration.flush(lane.stream(), FLUSH_LIMIT);
            int found = lineCount(lane);
            while (found < expected && System.nanoTime() - deadlineNanos < 0) {
                Await.pause(LOOK_MILLIS);
                administration.flush(lane.stream(), FLUSH_LIMIT);
                found = lineCount(lane);
            }
            if (found < expected) {
                violations.add(
                        "%s has delivered %d of %d: %s"
                                .formatted(
                                        lane.stream(),
                                        found,
                                        expected,
                                        administration.status(lane.stream())));
            }
        }
    }

    private int lineCount(SourceLane lane) {
        return SourceCensus.lineCount(delivered().under(lane.prefix()), lane.compressed());
    }

    private StreamKillReport.ReaderCount census(SourceLane lane, List<Attempt> stored) {
        SortedMap<String, byte[]> found = delivered().under(lane.prefix());
        SourceCensus census = new SourceCensus(lane.stream(), attempts.all());
        census.read(found, lane.compressed());
        census.compare(stored);
        violations.addAll(census.violations());
        return new StreamKillReport.ReaderCount(
                lane.stream(), census.recordCount(), census.objectCount() + " objects");
    }

    private Delivered delivered() {
        return switch (options.run().store()) {
            case OUTSIDE -> new Delivered.Outside(parts.s3());
            case EMBEDDED -> new Delivered.Embedded(endpoint);
        };
    }

    private StreamKillReport.Totals totals(StreamJournal truth, ShardGraph graph) {
        int acknowledged = attempts.acknowledged().size();
        return new StreamKillReport.Totals(
                attempts.all().size(),
                truth.count(),
                truth.count() - acknowledged,
                userRecordCount(truth),
                graph.shards().size());
    }

    private int userRecordCount(StreamJournal truth) {
        List<Attempt> all = attempts.all();
        return truth.byShard().values().stream()
                .flatMap(List::stream)
                .mapToInt(seen -> all.get(seen.attempt()).count())
                .sum();
    }

    private Map<String, Integer> faults() {
        Map<String, Integer> faults = new TreeMap<>(Map.of("OUTAGE", parts.s3().outages()));
        parts.s3().faults().forEach((fault, count) -> faults.put(fault.name(), count));
        return faults;
    }

    private static String describe(Throwable why) {
        return why.getCause() == null ? why.toString() : why + ", because " + why.getCause();
    }
}
