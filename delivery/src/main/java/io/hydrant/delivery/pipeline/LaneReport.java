package io.hydrant.delivery.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader.UploadFailure;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.LaneStatus.LastError;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Tells what a lane does: counts, the last error of each track, lines in the delivery error log.
///
/// Changed by the lane's thread only; [#status()] may be read by any.
final class LaneReport {
    private static final String STREAM = "stream";

    private final StreamId stream;
    private final DeliveryErrorLog errorLog;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final Map<Track, Meters> meters = new EnumMap<>(Track.class);
    private final Map<Track, LastError> errors = new EnumMap<>(Track.class);
    private volatile Optional<LaneStatus> status = Optional.empty();
    private volatile long recordsDelivered;
    private volatile long objectsDelivered;

    private record Meters(Counter records, Counter bytes, Counter objects, Counter failures) {}

    LaneReport(
            StreamId stream, DeliveryErrorLog errorLog, Telemetry telemetry, InstantSource clock) {
        this.clock = clock;
        this.stream = stream;
        this.errorLog = errorLog;
        this.telemetry = telemetry;
        for (Track track : Track.values()) {
            meters.put(track, meters(track));
        }
        Labels labels = Labels.of(STREAM, stream.toString());
        telemetry.gauge(
                "hydrant_delivery_backlog_records",
                "Records accepted and not yet delivered.",
                labels,
                () -> status.map(LaneStatus::backlogRecords).orElse(0L));
        telemetry.gauge(
                "hydrant_delivery_backlog_bytes",
                "Bytes accepted and not yet delivered.",
                labels,
                () -> status.map(LaneStatus::backlogBytes).orElse(0L));
        telemetry.gauge(
                "hydrant_delivery_freshness_seconds",
                "Age of the oldest record not yet delivered.",
                labels,
                () -> freshnessMillis() / 1000.0);
    }

    /// The stream is gone: so are its meters.
    void forget() {
        telemetry.forget(STREAM, stream.toString());
    }

    void arrived(Shipment shipment) {
        Intent intent = shipment.intent();
        Meters of = meters.get(intent.track());
        of.records().add(intent.content().records());
        of.bytes().add(intent.content().bytes());
        of.objects().add(1);
        errors.remove(intent.track());
        if (intent.track() == Track.MAIN) {
            recordsDelivered += intent.content().records();
            objectsDelivered++;
        }
    }

    void failed(Shipment shipment, UploadFailure failure, Instant now) {
        Track track = shipment.intent().track();
        meters.get(track).failures().add(1);
        long tries = errors.containsKey(track) ? errors.get(track).tries() + 1 : 1;
        errors.put(track, new LastError(failure.code(), failure.message(), now, tries));
        log(shipment, failure.code(), failure.message());
    }

    /// The records of this shipment are older than the retention time and will not be tried again.
    void givenUp(Shipment shipment) {
        Intent intent = shipment.intent();
        telemetry
                .counter(
                        "hydrant_delivery_expired_records_total",
                        "Records given up because they were older than the retention time.",
                        Labels.of(STREAM, stream.toString(), "track", name(intent.track())))
                .add(intent.content().records());
        log(
                shipment,
                "RetentionExceeded",
                intent.content().records()
                        + " records were given up: they could not be delivered within the retention"
                        + " time");
    }

    boolean isFailing(Track track) {
        return errors.containsKey(track);
    }

    Optional<LastError> lastError() {
        return errors.values().stream().findFirst();
    }

    void publish(LaneStatus current) {
        status = Optional.of(current);
    }

    /// How the lane stood after its last step.
    Optional<LaneStatus> status() {
        return status;
    }

    long recordsDelivered() {
        return recordsDelivered;
    }

    long objectsDelivered() {
        return objectsDelivered;
    }

    private long freshnessMillis() {
        return status.flatMap(LaneStatus::oldestArrival)
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis())
                .orElse(0L);
    }

    private void log(Shipment shipment, String code, String message) {
        shipment.sink()
                .errorLog()
                .ifPresent(
                        target -> {
                            ObjectNode line = JsonNodeFactory.instance.objectNode();
                            line.put("deliveryStreamARN", stream.toString());
                            line.put(
                                    "destination",
                                    "arn:"
                                            + stream.region().partition()
                                            + ":s3:::"
                                            + shipment.sink().bucket());
                            line.put("deliveryStreamVersionId", shipment.intent().versionId());
                            line.put("message", message);
                            line.put("errorCode", code);
                            errorLog.append(target.group(), target.stream(), line.toString());
                        });
    }

    private Meters meters(Track track) {
        Labels labels = Labels.of(STREAM, stream.toString(), "track", name(track));
        return new Meters(
                telemetry.counter(
                        "hydrant_delivery_records_total", "Records delivered in objects.", labels),
                telemetry.counter(
                        "hydrant_delivery_bytes_total",
                        "Bytes delivered in objects, before compression.",
                        labels),
                telemetry.counter(
                        "hydrant_delivery_objects_total",
                        "Objects brought to their store.",
                        labels),
                telemetry.counter(
                        "hydrant_delivery_failed_uploads_total",
                        "Tries to upload an object that failed.",
                        labels));
    }

    private static String name(Track track) {
        return switch (track) {
            case MAIN -> "main";
            case BACKUP -> "backup";
        };
    }
}
