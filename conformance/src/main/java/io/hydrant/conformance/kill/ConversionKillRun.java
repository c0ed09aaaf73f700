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
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// One run with conversion: set up; put, change tables and kill; let everything arrive, count.
public final class ConversionKillRun {
    private static final int FAULT_PERCENT = 35;
    private static final int SHARDS = 2;

    /// How long the records last for each kill, a start included.
    private static final int MILLIS_PER_KILL = 2_500;

    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(30);

    private final KillOptions options;
    private final Consumer<String> progress;
    private final ConversionAttempts attempts = new ConversionAttempts();
    private final Workload work;

    /// @param progress is told what happens
    public ConversionKillRun(KillOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        double millis = (double) options.killCount() * MILLIS_PER_KILL * options.connectionCount();
        this.work = new Workload(options.recordCount(), millis / options.recordCount());
    }

    public KillReport run() {
        long startNanos = System.nanoTime();
        SplittableRandom random = new SplittableRandom(options.seed());
        Weather weather = new Weather(random.nextLong(), FAULT_PERCENT);
        try (FaultyS3 s3 = FaultyS3.start(weather);
                Killer killer = new Killer(launch(s3), options, random.split())) {
            URI endpoint = killer.server().endpoint();
            try (TableChanger tables = new TableChanger(endpoint, work, random.split())) {
                createStreams(endpoint, tables);
                progress.accept("putting, changing tables and killing; seed " + options.seed());
                disturb(s3, killer, tables, random);
                progress.accept("done meanwhile: " + new TreeMap<>(tables.done()));
            }
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

    private Launch launch(FaultyS3 s3) {
        Launch bare = Launch.in(options.folder());
        return switch (options.store()) {
            case EMBEDDED -> bare;
            case OUTSIDE -> bare.with(KillRun.settingsFor(s3));
        };
    }

    private void createStreams(URI endpoint, TableChanger tables) {
        if (options.store() == KillOptions.Store.EMBEDDED) {
            try (S3Client s3 = AwsClients.s3(endpoint)) {
                s3.createBucket(bucket -> bucket.bucket(Lane.BUCKET));
            }
        }
        tables.createTables();
        try (FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            String sourceArn = createSource(endpoint);
            for (ConversionLane lane : ConversionLane.values()) {
                firehose.createDeliveryStream(lane.creation(sourceArn));
            }
            for (ConversionLane lane : ConversionLane.values()) {
                Await.until(
                        lane.stream() + " being active",
                        ACTIVE_LIMIT,
                        () -> status(firehose, lane) == DeliveryStreamStatus.ACTIVE);
            }
        }
    }

    /// @return the ARN of the data stream
    private static String createSource(URI endpoint) {
        String name = ConversionLane.SOURCE;
        try (KinesisClient kinesis = AwsClients.kinesis(endpoint)) {
            kinesis.createStream(create -> create.streamName(name).shardCount(SHARDS));
            Await.until(
                    name + " being active",
                    ACTIVE_LIMIT,
                    () ->
                            kinesis.describeStreamSummary(stream -> stream.streamName(name))
                                            .streamDescriptionSummary()
                                            .streamStatus()
                                    == StreamStatus.ACTIVE);
            return kinesis.describeStreamSummary(stream -> stream.streamName(name))
                    .streamDescriptionSummary()
                    .streamARN();
        }
    }

    private static DeliveryStreamStatus status(FirehoseClient firehose, ConversionLane lane) {
        return firehose.describeDeliveryStream(stream -> stream.deliveryStreamName(lane.stream()))
                .deliveryStreamDescription()
                .deliveryStreamStatus();
    }

    /// Until everything was put and the server killed often enough.
    private void disturb(FaultyS3 s3, Killer killer, TableChanger tables, SplittableRandom random) {
        URI endpoint = killer.server().endpoint();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.connectionCount(); i++) {
            Runnable client = new ConversionProducer(endpoint, work, attempts, random.split());
            threads.add(Thread.ofPlatform().daemon().name("client " + i).start(client));
        }
        threads.add(Thread.ofPlatform().daemon().name("tables").start(tables));
        List<BooleanSupplier> moments =
                List.of(
                        () -> work.putsOpen() > 0,
                        () -> s3.uploadsOpen() > 0,
                        () -> s3.answersOpen() > 0);
        killer.killOften(work, () -> phase(s3), moments);
        Await.until(
                "the end of all clients",
                SETTLE_LIMIT,
                () -> threads.stream().noneMatch(Thread::isAlive));
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
        for (ConversionLane lane : ConversionLane.values()) {
            Await.until(
                    lane.stream() + " delivering everything",
                    SETTLE_LIMIT,
                    () -> delivered(administration, lane));
        }
    }

    private static boolean delivered(Administration administration, ConversionLane lane) {
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
        Map<String, Integer> faults = new TreeMap<>(Map.of("OUTAGE", s3.outages()));
        s3.faults().forEach((fault, count) -> faults.put(fault.name(), count));
        return new KillReport(
                options,
                duration,
                attempts.all().size(),
                killer.killsByPhase(),
                work.refusals(),
                faults,
                counts,
                violations);
    }
}
