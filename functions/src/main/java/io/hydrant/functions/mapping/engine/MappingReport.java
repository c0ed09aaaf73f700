package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.Functions;
import io.hydrant.functions.mapping.engine.batch.Batch;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;
import io.hydrant.kernel.telemetry.Telemetry.Timer;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What one mapping tells of itself: meters and how the last invocation went. Safe for use by many
/// threads.
final class MappingReport {
    static final String NOTHING_YET = "No records processed";
    static final String OK = "OK";
    static final String FAILED = "PROBLEM: Function call failed";

    private static final String LABEL = "mapping";

    private final Counter polled;
    private final Counter filtered;
    private final Counter invoked;
    private final Counter failed;
    private final Counter dropped;
    private final Counter told;
    private final Counter notTold;
    private final Counter expiredFrames;
    private final Map<String, Timer> iteratorAges = new ConcurrentHashMap<>();
    private final String uuid;
    private final Telemetry telemetry;
    private volatile String lastResult = NOTHING_YET;

    MappingReport(String uuid, Telemetry telemetry) {
        this.uuid = uuid;
        this.telemetry = telemetry;
        Labels labels = Labels.of(LABEL, uuid);
        polled =
                telemetry.counter(
                        "hydrant_mapping_polled_records_total",
                        "Records read from the shards",
                        labels);
        filtered =
                telemetry.counter(
                        "hydrant_mapping_filtered_records_total",
                        "Records that no pattern matched",
                        labels);
        invoked =
                telemetry.counter(
                        "hydrant_mapping_invoked_records_total",
                        "Records that were with the function, counted at each invocation",
                        labels);
        failed =
                telemetry.counter(
                        "hydrant_mapping_failed_records_total",
                        "Records of invocations that failed, counted at each",
                        labels);
        dropped =
                telemetry.counter(
                        "hydrant_mapping_dropped_records_total",
                        "Records that were given up and told to nobody",
                        labels);
        told =
                telemetry.counter(
                        "hydrant_mapping_on_failure_delivered_records_total",
                        "Records that were given up and told to the failure destination",
                        labels);
        notTold =
                telemetry.counter(
                        "hydrant_mapping_destination_failures_total",
                        "Times that the failure destination could not be told",
                        labels);
        expiredFrames =
                telemetry.counter(
                        "hydrant_mapping_expired_frames_total",
                        "Frames that fell out of retention before they were read",
                        labels);
    }

    static void forget(String uuid, Telemetry telemetry) {
        telemetry.forget(LABEL, uuid);
    }

    String lastResult() {
        return lastResult;
    }

    void read(int seenCount, int filteredCount) {
        polled.add(seenCount);
        filtered.add(filteredCount);
    }

    void expired(long frames) {
        expiredFrames.add(frames);
    }

    /// @param functionArn that is invoked
    void invoking(Batch batch, String functionArn, Instant now) {
        invoked.add(batch.records());
        Duration age = Duration.between(batch.lastArrival(), now);
        iteratorAges
                .computeIfAbsent(functionArn, this::iteratorAge)
                .recordNanos(Math.max(0, age.toNanos()));
    }

    void succeeded() {
        lastResult = OK;
    }

    void failed(int records) {
        failed.add(records);
        lastResult = FAILED;
    }

    void trouble(String problem) {
        lastResult = "PROBLEM: " + problem;
    }

    void dropped(int records) {
        dropped.add(records);
    }

    void told(int records) {
        told.add(records);
    }

    void notTold() {
        notTold.add(1);
    }

    private Timer iteratorAge(String functionArn) {
        String name = Functions.reference(functionArn).name().name();
        return telemetry.timer(
                "hydrant_function_iterator_age_seconds",
                "Age of the last record of each batch when its function is invoked",
                Labels.of("function", name, LABEL, uuid));
    }
}
