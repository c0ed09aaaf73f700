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
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One run: set up, put and kill, let everything arrive, count.
public final class KillRun {
    private final KillOptions options;
    private final Consumer<String> progress;
    private final Attempts attempts = new Attempts();
    private final Workload work;

    /// @param progress is told what happens
    public KillRun(KillOptions options, Consumer<String> progress) {
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
            createStreams(ground, endpoint);
            progress.accept("putting records and killing the server; seed " + options.seed());
            ground.disturb(killer, startClients(endpoint, random));
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

    private void createStreams(KillGround ground, URI endpoint) {
        ground.createBucket(endpoint);
        try (FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            for (Lane lane : Lane.values()) {
                firehose.createDeliveryStream(
                        create ->
                                create.deliveryStreamName(lane.stream())
                                        .extendedS3DestinationConfiguration(lane.destination()));
            }
            KillGround.awaitActive(firehose, streams());
        }
    }

    private static List<String> streams() {
        return Stream.of(Lane.values()).map(Lane::stream).toList();
    }

    private List<Thread> startClients(URI endpoint, SplittableRandom random) {
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < options.connectionCount(); client++) {
            Producer producer = new Producer(endpoint, work, attempts, random.split());
            clients.add(Thread.ofPlatform().daemon().name("client " + client).start(producer));
        }
        return clients;
    }

    private KillReport report(KillGround ground, URI endpoint, Killer killer, Duration duration) {
        Delivered delivered = ground.delivered(endpoint);
        List<Attempts.Attempt> all = attempts.all();
        List<String> violations = new ArrayList<>();
        List<KillReport.PlaceCount> counts = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            Census main = new Census(lane, "objects");
            main.read(delivered.under(lane.prefix()), all, lane.compressed());
            add(main, lane.prefix(), all, counts, violations);
            if (lane.backedUp()) {
                Census backup = new Census(lane, "backup");
                backup.read(delivered.under(lane.backupPrefix()), all, false);
                add(backup, lane.backupPrefix(), all, counts, violations);
            }
        }
        delivered
                .under("error/")
                .keySet()
                .forEach(key -> violations.add("an error object: " + key));
        delivered
                .rewritten()
                .forEach(key -> violations.add("put again with other content: " + key));
        return new KillReport(
                options,
                duration,
                all.size(),
                killer.killsByPhase(),
                work.refusals(),
                ground.faults(),
                counts,
                violations);
    }

    private static void add(
            Census census,
            String prefix,
            List<Attempts.Attempt> attempts,
            List<KillReport.PlaceCount> counts,
            List<String> violations) {
        census.compare(attempts);
        counts.add(
                new KillReport.PlaceCount(
                        prefix,
                        census.objectCount(),
                        census.recordCount(),
                        census.unacknowledgedCount()));
        violations.addAll(census.violations());
    }
}
