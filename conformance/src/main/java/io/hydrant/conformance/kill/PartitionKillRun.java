package io.hydrant.conformance.kill;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.function.Deployment;
import io.hydrant.conformance.function.FunctionPackage;
import io.hydrant.conformance.s3.FaultyS3;
import io.hydrant.conformance.s3.Weather;

import software.amazon.awssdk.services.firehose.FirehoseClient;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One run with partitions: set up; put, flush and kill; let everything arrive, count.
public final class PartitionKillRun {
    private static final int SHARDS = 2;
    private static final String ACTIVE_MAX = "2000";

    private final KillOptions options;
    private final Consumer<String> progress;
    private final PartitionAttempts attempts = new PartitionAttempts();
    private final Workload work;
    private final SplittableRandom random;
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    /// @param progress is told what happens
    public PartitionKillRun(KillOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.work = KillGround.workload(options);
        this.random = new SplittableRandom(options.seed());
    }

    public KillReport run() {
        long startNanos = System.nanoTime();
        Weather weather = new Weather(random.nextLong(), KillGround.FAULT_PERCENT);
        try (FaultyS3 s3 = FaultyS3.start(weather)) {
            KillGround ground = new KillGround(options, s3, work);
            return run(ground, weather, startNanos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KillReport run(KillGround ground, Weather weather, long startNanos) throws IOException {
        Map<String, String> settings = Map.of("quota.active-partitions", ACTIVE_MAX);
        try (JournalListener listener = JournalListener.start(this::noteDropped);
                Killer killer = new Killer(ground.launch(settings), options, random.split())) {
            URI endpoint = killer.server().endpoint();
            try (ColumnToggle table = new ColumnToggle(endpoint, work, random.split())) {
                createStreams(ground, endpoint, table, listener.address());
                progress.accept("putting, flushing and killing; seed " + options.seed());
                ground.disturb(killer, startClients(endpoint, table));
                progress.accept("the table was changed " + table.changes() + " times");
            }
            weather.setFaultPercent(0);
            progress.accept("all is put; waiting for the rest to arrive");
            KillGround.settle(endpoint, streams());
            killer.killOnceMore();
            KillGround.settle(endpoint, streams());
            progress.accept("counting");
            Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
            return report(ground, endpoint, killer, duration);
        }
    }

    private void noteDropped(String path, JsonNode ids) {
        ids.forEach(id -> dropped.add(id.asText()));
    }

    private void createStreams(KillGround ground, URI endpoint, ColumnToggle table, URI listener) {
        ground.createBucket(endpoint);
        table.createTable();
        Map<String, String> arns =
                Map.of(
                        PartitionLane.SOURCE,
                        KillGround.createSource(endpoint, PartitionLane.SOURCE, SHARDS),
                        PartitionLane.FUNCTION,
                        deploy(endpoint, listener));
        try (FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            for (PartitionLane lane : PartitionLane.values()) {
                firehose.createDeliveryStream(lane.creation(arns));
            }
            KillGround.awaitActive(firehose, streams());
        }
    }

    /// @return the function's ARN
    private static String deploy(URI endpoint, URI listener) {
        try (Deployment deployment = new Deployment(endpoint);
                InputStream text = PartitionKillRun.class.getResourceAsStream("changing_keys.py")) {
            String source = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            return deployment.deploy(
                    FunctionPackage.python(PartitionLane.FUNCTION, source)
                            .with(Map.of("LISTENER", listener.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> streams() {
        return Stream.of(PartitionLane.values()).map(PartitionLane::stream).toList();
    }

    private List<Thread> startClients(URI endpoint, ColumnToggle table) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.connectionCount(); i++) {
            Runnable client = new PartitionProducer(endpoint, work, attempts, random.split());
            threads.add(Thread.ofPlatform().daemon().name("client " + i).start(client));
        }
        Flusher flusher = new Flusher(endpoint, streams(), work, random.split());
        threads.add(Thread.ofPlatform().daemon().name("flusher").start(flusher));
        threads.add(Thread.ofPlatform().daemon().name("table").start(table));
        return threads;
    }

    private KillReport report(KillGround ground, URI endpoint, Killer killer, Duration duration)
            throws IOException {
        Delivered delivered = ground.delivered(endpoint);
        List<String> violations = new ArrayList<>();
        List<KillReport.PlaceCount> counts = new ArrayList<>();
        for (PartitionLane lane : PartitionLane.values()) {
            PartitionCensus census = new PartitionCensus(lane, attempts.all());
            census.read(delivered::under, dropped);
            counts.addAll(census.counts());
            violations.addAll(census.violations());
            progress.accept(
                    "%s: %d partitions, refused %s"
                            .formatted(
                                    lane.stream(),
                                    census.partitionCount(),
                                    census.errorsByReason()));
            if (census.partitionCount() == 0) {
                violations.add(lane.stream() + ": there is nothing in any partition");
            }
        }
        delivered
                .rewritten()
                .forEach(key -> violations.add("put again with other content: " + key));
        return new KillReport(
                options,
                duration,
                attempts.all().size(),
                killer.killsByPhase(),
                work.refusals(),
                ground.faults(),
                counts,
                violations);
    }
}
