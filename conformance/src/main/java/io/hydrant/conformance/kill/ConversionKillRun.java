package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.s3.FaultyS3;
import io.hydrant.conformance.s3.Weather;

import software.amazon.awssdk.services.firehose.FirehoseClient;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One run with conversion: set up; put, change tables and kill; let everything arrive, count.
public final class ConversionKillRun {
    private static final int SHARDS = 2;

    private final KillOptions options;
    private final Consumer<String> progress;
    private final ConversionAttempts attempts = new ConversionAttempts();
    private final Workload work;

    /// @param progress is told what happens
    public ConversionKillRun(KillOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.work = KillGround.workload(options);
    }

    public KillReport run() {
        long startNanos = System.nanoTime();
        SplittableRandom random = new SplittableRandom(options.seed());
        Weather weather = new Weather(random.nextLong(), KillGround.FAULT_PERCENT);
        try (FaultyS3 s3 = FaultyS3.start(weather)) {
            KillGround ground = new KillGround(options, s3, work);
            return run(ground, weather, random, startNanos);
        }
    }

    private KillReport run(
            KillGround ground, Weather weather, SplittableRandom random, long startNanos) {
        try (Killer killer = new Killer(ground.launch(Map.of()), options, random.split())) {
            URI endpoint = killer.server().endpoint();
            try (TableChanger tables = new TableChanger(endpoint, work, random.split())) {
                createStreams(ground, endpoint, tables);
                progress.accept("putting, changing tables and killing; seed " + options.seed());
                ground.disturb(killer, startClients(endpoint, tables, random));
                progress.accept("done meanwhile: " + new TreeMap<>(tables.done()));
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

    private void createStreams(KillGround ground, URI endpoint, TableChanger tables) {
        ground.createBucket(endpoint);
        tables.createTables();
        try (FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            String sourceArn = KillGround.createSource(endpoint, ConversionLane.SOURCE, SHARDS);
            for (ConversionLane lane : ConversionLane.values()) {
                firehose.createDeliveryStream(lane.creation(sourceArn));
            }
            KillGround.awaitActive(firehose, streams());
        }
    }

    private static List<String> streams() {
        return Stream.of(ConversionLane.values()).map(ConversionLane::stream).toList();
    }

    private List<Thread> startClients(URI endpoint, TableChanger tables, SplittableRandom random) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.connectionCount(); i++) {
            Runnable client = new ConversionProducer(endpoint, work, attempts, random.split());
            threads.add(Thread.ofPlatform().daemon().name("client " + i).start(client));
        }
        threads.add(Thread.ofPlatform().daemon().name("tables").start(tables));
        return threads;
    }

    private KillReport report(KillGround ground, URI endpoint, Killer killer, Duration duration) {
        Delivered delivered = ground.delivered(endpoint);
        List<String> violations = new ArrayList<>();
        List<KillReport.PlaceCount> counts = new ArrayList<>();
        for (ConversionLane lane : ConversionLane.values()) {
            ConversionCensus census = new ConversionCensus(lane, attempts.all());
            try (RowsReader reader = lane.reader()) {
                census.readFiles(delivered.under(lane.prefix()), reader);
            }
            census.readErrors(delivered.under(lane.errorPrefix()));
            census.compare();
            counts.addAll(census.counts());
            violations.addAll(census.violations());
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
