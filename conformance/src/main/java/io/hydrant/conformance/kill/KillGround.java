package io.hydrant.conformance.kill;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.s3.FaultyS3;

import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// What runs with delivery streams have in common: where they deliver to, what a kill should hit,
/// and when everything has arrived.
///
/// @param s3 unused when the server delivers to its own
record KillGround(KillOptions options, FaultyS3 s3, Workload work) {
    static final int FAULT_PERCENT = 35;

    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(5);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(30);

    /// How long the records last for each kill, a start included.
    private static final int MILLIS_PER_KILL = 2_500;

    /// Records that last for all the kills.
    static Workload workload(KillOptions options) {
        double millis = (double) options.killCount() * MILLIS_PER_KILL * options.connectionCount();
        return new Workload(options.recordCount(), millis / options.recordCount());
    }

    /// A server that delivers to where the run wants it.
    Launch launch(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        if (options.store() == KillOptions.Store.OUTSIDE) {
            all.putAll(settingsFor(s3));
        }
        return Launch.in(options.folder()).with(all);
    }

    /// What a server must know to deliver to it.
    static Map<String, String> settingsFor(FaultyS3 s3) {
        return Map.of(
                "s3.default.endpoint", s3.endpoint().toString(),
                "s3.default.path-style", "true",
                "s3.default.access-key", "outside",
                "s3.default.secret-key", "outside");
    }

    void createBucket(URI endpoint) {
        if (options.store() == KillOptions.Store.EMBEDDED) {
            try (S3Client client = AwsClients.s3(endpoint)) {
                client.createBucket(bucket -> bucket.bucket(Lane.BUCKET));
            }
        }
    }

    /// @return the ARN of the data stream
    static String createSource(URI endpoint, String name, int shards) {
        try (KinesisClient kinesis = AwsClients.kinesis(endpoint)) {
            kinesis.createStream(create -> create.streamName(name).shardCount(shards));
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

    static void awaitActive(FirehoseClient firehose, List<String> streams) {
        for (String stream : streams) {
            Await.until(
                    stream + " being active",
                    ACTIVE_LIMIT,
                    () ->
                            firehose.describeDeliveryStream(
                                                    describe -> describe.deliveryStreamName(stream))
                                            .deliveryStreamDescription()
                                            .deliveryStreamStatus()
                                    == DeliveryStreamStatus.ACTIVE);
        }
    }

    /// Kills the server while these threads put and change, until all was put.
    void disturb(Killer killer, List<Thread> clients) {
        List<BooleanSupplier> moments =
                List.of(
                        () -> work.putsOpen() > 0,
                        () -> s3.uploadsOpen() > 0,
                        () -> s3.answersOpen() > 0);
        killer.killOften(work, this::phase, moments);
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
    private String phase() {
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

    /// Waits until the streams have delivered everything.
    static void settle(URI endpoint, List<String> streams) {
        Administration administration = new Administration(endpoint);
        for (String stream : streams) {
            Await.until(
                    stream + " delivering everything",
                    SETTLE_LIMIT,
                    () -> hasDelivered(administration, stream));
        }
    }

    private static boolean hasDelivered(Administration administration, String stream) {
        JsonNode flushed = administration.flush(stream, FLUSH_LIMIT);
        JsonNode backlog = administration.status(stream).path("backlog").path("records");
        return flushed.path("delivered").asBoolean() && backlog.isInt() && backlog.asInt() == 0;
    }

    Delivered delivered(URI endpoint) {
        return switch (options.store()) {
            case OUTSIDE -> new Delivered.Outside(s3);
            case EMBEDDED -> new Delivered.Embedded(endpoint);
        };
    }

    /// How often what went wrong on the S3 side, by name.
    Map<String, Integer> faults() {
        Map<String, Integer> faults = new TreeMap<>(Map.of("OUTAGE", s3.outages()));
        s3.faults().forEach((fault, count) -> faults.put(fault.name(), count));
        return faults;
    }
}
