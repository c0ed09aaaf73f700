package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionCounts;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.LaneStatus.LastError;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Counts what the lanes of one delivery stream do. Safe for use by many threads.
final class StreamReport {
    private static final String STREAM = "stream";
    private static final Counter NOWHERE = _ -> {};

    /// How long a loss is shown as an error of the stream.
    private static final Duration LOSS_SHOWN = Duration.ofHours(1);

    private final StreamId stream;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final Map<Track, Meters> meters = new EnumMap<>(Track.class);
    private final Counter sourceRecords;
    private final Counter sourceBytes;
    private final LongAdder recordsRead = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder recordsDelivered = new LongAdder();
    private final LongAdder objectsDelivered = new LongAdder();
    private volatile Optional<LastError> loss = Optional.empty();

    private record Meters(Counter records, Counter bytes, Counter objects, Counter failures) {}

    StreamReport(DeliveryPlan plan, Telemetry telemetry, InstantSource clock) {
        this.stream = plan.stream();
        this.telemetry = telemetry;
        this.clock = clock;
        for (Track track : Track.values()) {
            meters.put(track, meters(track));
        }
        boolean sourced = plan.source().isPresent();
        this.sourceRecords =
                sourced
                        ? counter(
                                "hydrant_delivery_source_records_total",
                                "Records read from the data stream, those read again included.")
                        : NOWHERE;
        this.sourceBytes =
                sourced
                        ? counter(
                                "hydrant_delivery_source_bytes_total",
                                "Bytes read from the data stream, those read again included.")
                        : NOWHERE;
    }

    StreamId stream() {
        return stream;
    }

    /// Begins to show how the stream stands.
    ///
    /// @param present asked whenever somebody looks; must not wait
    void show(DeliveryPlan plan, Supplier<Optional<LaneStatus>> present) {
        gauge(
                "hydrant_delivery_backlog_records",
                "Records accepted and not yet delivered.",
                () -> present.get().map(LaneStatus::backlogRecords).orElse(0L));
        gauge(
                "hydrant_delivery_backlog_bytes",
                "Bytes accepted and not yet delivered.",
                () -> present.get().map(LaneStatus::backlogBytes).orElse(0L));
        gauge(
                "hydrant_delivery_freshness_seconds",
                "Age of the oldest record not yet delivered.",
                () -> ageSeconds(present.get().flatMap(LaneStatus::oldestArrival)));
        if (plan.source().isPresent()) {
            gauge(
                    "hydrant_delivery_source_behind_seconds",
                    "How far reading is behind the end of the data stream.",
                    () -> ageSeconds(present.get().flatMap(LaneStatus::readThrough)));
        }
    }

    /// The stream is gone: so are its meters.
    void forget() {
        telemetry.forget(STREAM, stream.toString());
    }

    void read(SplitFrame frame) {
        sourceRecords.add(frame.frame().recordCount());
        sourceBytes.add(frame.frame().payloadBytes());
        recordsRead.add(frame.count());
        bytesRead.add(frame.bytes());
    }

    void arrived(Shipment shipment) {
        Intent intent = shipment.intent();
        Meters of = meters.get(intent.track());
        of.records().add(intent.content().records());
        of.bytes().add(intent.content().bytes());
        of.objects().add(1);
        if (intent.track() == Track.MAIN) {
            recordsDelivered.add(intent.content().records());
            objectsDelivered.increment();
        }
    }

    void converted(ConversionCounts counts) {
        count(
                "hydrant_delivery_converted_records_total",
                "Records that became rows of columnar files.",
                counts.records());
        count(
                "hydrant_delivery_converted_bytes_total",
                "Bytes of records that became rows of columnar files.",
                counts.bytes());
        count(
                "hydrant_delivery_conversion_failed_records_total",
                "Records that could not be converted and went to the error output.",
                counts.failedRecords());
        count(
                "hydrant_delivery_conversion_failed_bytes_total",
                "Bytes of records that could not be converted and went to the error output.",
                counts.failedBytes());
    }

    void failed(Track track) {
        meters.get(track).failures().add(1);
    }

    void lost(Track track, LostFrames amount) {
        Labels labels = labels(track);
        telemetry
                .counter(
                        "hydrant_delivery_expired_records_total",
                        "Records given up because they were older than the retention time.",
                        labels)
                .add(amount.records());
        if (amount.frames() > 0) {
            telemetry
                    .counter(
                            "hydrant_delivery_expired_puts_total",
                            "Puts to the data stream that were gone before they were read; how"
                                    + " many records were in them is not known.",
                            labels)
                    .add(amount.frames());
        }
    }

    /// Shows for a while that records were lost.
    void showLoss(LastError error) {
        loss = Optional.of(error);
    }

    /// The last loss, if it is not long ago.
    Optional<LastError> recentLoss() {
        return loss.filter(error -> clock.instant().isBefore(error.at().plus(LOSS_SHOWN)));
    }

    /// Since the server started; of aggregates what they hold.
    long recordsRead() {
        return recordsRead.sum();
    }

    long bytesRead() {
        return bytesRead.sum();
    }

    long recordsDelivered() {
        return recordsDelivered.sum();
    }

    long objectsDelivered() {
        return objectsDelivered.sum();
    }

    private double ageSeconds(Optional<Instant> arrival) {
        return arrival.map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private void count(String name, String help, long amount) {
        counter(name, help).add(amount);
    }

    private Counter counter(String name, String help) {
        return telemetry.counter(name, help, Labels.of(STREAM, stream.toString()));
    }

    private void gauge(String name, String help, Supplier<? extends Number> value) {
        telemetry.gauge(
                name, help, Labels.of(STREAM, stream.toString()), () -> value.get().doubleValue());
    }

    private Meters meters(Track track) {
        Labels labels = labels(track);
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

    private Labels labels(Track track) {
        return Labels.of(STREAM, stream.toString(), "track", name(track));
    }

    static String name(Track track) {
        return switch (track) {
            case MAIN -> "main";
            case BACKUP -> "backup";
        };
    }
}
