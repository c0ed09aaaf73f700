package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.stream.StreamSnapshot;

import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One run: deploy; put, invoke and kill; let everything arrive; compare.
public final class FunctionKillRun {
    private static final String POLLED = "polled";
    private static final String PUSHED = "pushed";
    private static final int BATCH_RECORDS = 10;
    private static final int MILLIS_PER_KILL = 3_000;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(4);

    private final FunctionKillOptions options;
    private final Consumer<String> progress;
    private final FunctionJournal journal = new FunctionJournal();
    private final StreamAttempts attempts = new StreamAttempts();
    private final SplittableRandom random;
    private final Workload work;
    private final long startNanos = System.nanoTime();
    private final List<String> violations = new ArrayList<>();

    /// @param progress is told what happens
    public FunctionKillRun(FunctionKillOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        KillOptions run = options.run();
        this.random = new SplittableRandom(run.seed());
        double millis = (double) run.killCount() * MILLIS_PER_KILL * run.connectionCount();
        this.work = new Workload(run.recordCount(), millis / run.recordCount());
    }

    public FunctionKillReport run() {
        Launch launch = Launch.in(options.run().folder());
        try (JournalListener listener = JournalListener.start(journal);
                Killer killer = new Killer(launch, options.run(), random.split())) {
            URI endpoint = killer.server().endpoint();
            StreamSetting setting =
                    StreamSetting.create(endpoint, KillOptions.Store.EMBEDDED, List.of());
            deploy(endpoint, listener.address(), setting);
            FunctionKiller functionKiller =
                    new FunctionKiller(() -> killer.server().pid(), work, options, random.split());
            progress.accept("putting, invoking and killing; seed " + options.run().seed());
            disturb(killer, functionKiller);
            progress.accept("all is put; waiting for the functions");
            try (KinesisClient kinesis = AwsClients.kinesis(endpoint)) {
                settle(killer, kinesis);
                progress.accept("comparing");
                return report(kinesis, killer, functionKiller);
            }
        }
    }

    private static void deploy(URI endpoint, URI listener, StreamSetting setting) {
        try (Deployment deployment = new Deployment(endpoint)) {
            Map<String, String> sources =
                    new TreeMap<>(
                            Map.of(POLLED, setting.streamArn(), PUSHED, setting.consumerArn()));
            sources.forEach(
                    (name, source) -> {
                        deployment.deploy(
                                FunctionPackage.python(name, telling())
                                        .with(Map.of("LISTENER", listener.toString())));
                        deployment.map(
                                mapping ->
                                        mapping.functionName(name)
                                                .eventSourceArn(source)
                                                .batchSize(BATCH_RECORDS)
                                                .startingPosition(
                                                        EventSourcePosition.TRIM_HORIZON));
                    });
        }
    }

    private static String telling() {
        try (InputStream text = FunctionKillRun.class.getResourceAsStream("telling.py")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Until everything was put and killed.
    private void disturb(Killer killer, FunctionKiller functionKiller) {
        URI endpoint = killer.server().endpoint();
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < options.run().connectionCount(); producer++) {
            StreamWriter writer =
                    SdkStreamWriter.blocking(endpoint, StreamSetting.STREAM, ANSWER_LIMIT);
            Runnable client = new StreamProducer(writer, producer, work, attempts, random.split());
            threads.add(Thread.ofPlatform().daemon().name("producer " + producer).start(client));
        }
        threads.add(Thread.ofPlatform().daemon().name("function killer").start(functionKiller));
        killer.killOften(work, this::phase, List.of(() -> work.putsOpen() > 0, this::busy));
        Await.until(
                "the end of all clients",
                SETTLE_LIMIT,
                () -> threads.stream().noneMatch(Thread::isAlive));
        requireSuccess(work);
    }

    private static void requireSuccess(Workload work) {
        work.failure()
                .ifPresent(
                        failure -> {
                            throw new IllegalStateException("a client gave up", failure);
                        });
    }

    private String phase() {
        return busy() ? "a function works" : "between";
    }

    /// Whether the newest news is that of a beginning.
    private boolean busy() {
        return journal.last().filter(FunctionJournal.What.BEGUN::equals).isPresent();
    }

    /// Until both functions were done with everything, which one more kill must not change.
    private void settle(Killer killer, KinesisClient kinesis) {
        awaitDone(count(records(kinesis)));
        killer.killOnceMore();
        StreamWriter writer =
                SdkStreamWriter.blocking(
                        killer.server().endpoint(), StreamSetting.STREAM, ANSWER_LIMIT);
        Workload more = new Workload(2 * StreamProducer.CHANNELS, 0);
        new StreamProducer(writer, options.run().connectionCount(), more, attempts, random.split())
                .run();
        requireSuccess(more);
        awaitDone(count(records(kinesis)));
    }

    private void awaitDone(int records) {
        for (String function : List.of(POLLED, PUSHED)) {
            try {
                Await.until(
                        function + " being done with " + records + " records",
                        SETTLE_LIMIT,
                        () -> journal.doneCount(function) >= records);
            } catch (IllegalStateException e) {
                violations.add(e.getMessage()); // the comparison tells what is missing
            }
        }
    }

    private static SortedMap<String, List<BigInteger>> records(KinesisClient kinesis) {
        SortedMap<String, List<BigInteger>> numbers = new TreeMap<>();
        StreamSnapshot.read(
                kinesis,
                StreamSetting.STREAM,
                (shard, record) ->
                        numbers.computeIfAbsent(shard, _ -> new ArrayList<>())
                                .add(new BigInteger(record.sequenceNumber())));
        return numbers;
    }

    private static int count(SortedMap<String, List<BigInteger>> records) {
        return records.values().stream().mapToInt(List::size).sum();
    }

    private FunctionKillReport report(
            KinesisClient kinesis, Killer killer, FunctionKiller functionKiller) {
        SortedMap<String, List<BigInteger>> records = records(kinesis);
        requireAcknowledged(records);
        List<FunctionKillReport.FunctionCount> counts = new ArrayList<>();
        for (String function : List.of(POLLED, PUSHED)) {
            FunctionAudit audit = new FunctionAudit(function, records);
            audit.compare(journal.all());
            violations.addAll(audit.violations());
            counts.add(
                    new FunctionKillReport.FunctionCount(
                            function, audit.batchCount(), audit.repeatCount()));
        }
        return new FunctionKillReport(
                options,
                Duration.ofNanos(System.nanoTime() - startNanos),
                count(records),
                killer.killsByPhase(),
                functionKiller.killCount(),
                counts,
                violations);
    }

    private void requireAcknowledged(SortedMap<String, List<BigInteger>> records) {
        Set<StreamAttempts.Position> stored = new HashSet<>();
        records.forEach(
                (shard, numbers) ->
                        numbers.forEach(
                                number -> stored.add(new StreamAttempts.Position(shard, number))));
        attempts.acknowledged().values().stream()
                .filter(position -> !stored.contains(position))
                .forEach(position -> violations.add("not in the stream: " + position));
    }
}
