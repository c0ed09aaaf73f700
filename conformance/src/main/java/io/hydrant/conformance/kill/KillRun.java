package io.hydrant.conformance.kill;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.s3.FaultyS3;
import io.hydrant.conformance.s3.Weather;

import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.s3.S3Client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One run: set up, put and kill, let everything arrive, count.
public final class KillRun {
    private static final int FAULT_PERCENT = 35;

    /// How long the records last for each kill, a start included.
    private static final int MILLIS_PER_KILL = 2_500;

    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(30);

    private final KillOptions options;
    private final Consumer<String> progress;
    private final Attempts attempts = new Attempts();
    private final Workload work;

    /// @param progress is told what happens
    public KillRun(KillOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        double millis = (double) options.killCount() * MILLIS_PER_KILL * options.connectionCount();
        this.work = new Workload(options.recordCount(), millis / options.recordCount());
    }

    public KillReport run() {
        long startNanos = System.nanoTime();
        SplittableRandom random = new SplittableRandom(options.seed());
        Weather weather = new Weather(random.nextLong(), FAULT_PERCENT);
        Launch bare = Launch.in(options.folder());
        try (FaultyS3 s3 = FaultyS3.start(weather);
                Killer killer = new Killer(settings(bare, s3), options, random.split())) {
            URI endpoint = killer.server().endpoint();
            createStreams(endpoint);
            progress.accept("putting records and killing the server; seed " + options.seed());
            List<Thread> clients = startClients(endpoint, random);
            killer.killOften(
                    work,
                    () -> phase(s3),
                    List.of(
                            () -> work.putsOpen() > 0,
                            () -> s3.uploadsOpen() > 0,
                            () -> s3.answersOpen() > 0));
            await(clients);
            weather.setFaultPercent(0);
            progress.accept("all is put; waiting for the rest to arrive");
            settle(endpoint);
            killer.killOnceMore();
            settle(endpoint);
            progress.accept("counting");
            Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
            return report(endpoint, s3, killer, duration);
        }
    }

    private Launch settings(Launch launch, FaultyS3 s3) {
        return switch (options.store()) {
            case EMBEDDED -> launch;
            case OUTSIDE -> launch.with(settingsFor(s3));
        };
    }

    /// What a server must know to deliver to it.
    static Map<String, String> settingsFor(FaultyS3 s3) {
        return Map.of(
                "s3.default.endpoint", s3.endpoint().toString(),
                "s3.default.path-style", "true",
                "s3.default.access-key", "outside",
                "s3.default.secret-key", "outside");
    }

    private void createStreams(URI endpoint) {
        if (options.store() == KillOptions.Store.EMBEDDED) {
            try (S3Client s3 = AwsClients.s3(endpoint)) {
                s3.createBucket(bucket -> bucket.bucket(Lane.BUCKET));
            }
        }
        try (FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            for (Lane lane : Lane.values()) {
                firehose.createDeliveryStream(
                        create ->
                                create.deliveryStreamName(lane.stream())
                                        .extendedS3DestinationConfiguration(lane.destination()));
            }
            for (Lane lane : Lane.values()) {
                Await.until(
                        lane.stream() + " being active",
                        Duration.ofSeconds(60),
                        () -> status(firehose, lane) == DeliveryStreamStatus.ACTIVE);
            }
        }
    }

    private static DeliveryStreamStatus status(FirehoseClient firehose, Lane lane) {
        return firehose.describeDeliveryStream(stream -> stream.deliveryStreamName(lane.stream()))
                .deliveryStreamDescription()
                .deliveryStreamStatus();
    }

    private List<Thread> startClients(URI endpoint, SplittableRandom random) {
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < options.connectionCount(); client++) {
            Producer producer = new Producer(endpoint, work, attempts, random.split());
            clients.add(Thread.ofPlatform().daemon().name("client " + client).start(producer));
        }
        return clients;
    }

    private void await(List<Thread> clients) {
        Await.until(
                "the end of all clients",
                SETTLE_LIMIT,
                () -> clients.stream().noneMatch(Thread::isAlive));
        work.failure()
                .ifPresent(
                        failure -> {
                            throw new IllegalStateException("a client gave up", failure);
                        });
        if (!work.complete()) {
            throw new IllegalStateException("only " + work.acceptedCount() + " were accepted");
        }
    }

    /// What the server seems to be doing.
    private String phase(FaultyS3 s3) {
        List<String> open = new ArrayList<>();
        if (work.putsOpen() > 0) {
            open.add("taking puts");
        }
        if (s3.uploadsOpen() > 0) {
            open.add("sending an object");
        }
        if (s3.answersOpen() > 0) {
            open.add("waiting for S3's answer");
        }
        return open.isEmpty() ? "between" : String.join(" + ", open);
    }

    private void settle(URI endpoint) {
        Administration administration = new Administration(endpoint);
        for (Lane lane : Lane.values()) {
            Await.until(
                    lane.stream() + " delivering everything",
                    SETTLE_LIMIT,
                    () -> delivered(administration, lane));
        }
    }

    private static boolean delivered(Administration administration, Lane lane) {
        JsonNode flushed = administration.flush(lane.stream(), FLUSH_LIMIT);
        JsonNode backlog = administration.status(lane.stream()).path("backlog").path("records");
        return flushed.path("delivered").asBoolean() && backlog.isInt() && backlog.asInt() == 0;
    }

    private KillReport report(URI endpoint, FaultyS3 s3, Killer killer, Duration duration) {
        Delivered delivered =
                switch (options.store()) {
                    case OUTSIDE -> new Delivered.Outside(s3);
                    case EMBEDDED -> new Delivered.Embedded(endpoint);
                };
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
        Map<String, Integer> faults = new TreeMap<>(Map.of("OUTAGE", s3.outages()));
        s3.faults().forEach((fault, count) -> faults.put(fault.name(), count));
        return new KillReport(
                options,
                duration,
                all.size(),
                killer.killsByPhase(),
                work.refusals(),
                faults,
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
