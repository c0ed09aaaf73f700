package io.hydrant.delivery.transform;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.transform.TransformedBatch.Counts;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;
import io.hydrant.kernel.telemetry.Telemetry.Timer;

/// Counts what functions do for one delivery stream. Safe for use by many threads.
final class ProcessingMeters {
    private final Timer duration;
    private final Counter failedInvocations;
    private final Counter records;
    private final Counter bytes;
    private final Counter dropped;
    private final Counter failed;

    ProcessingMeters(StreamId stream, Telemetry telemetry) {
        Labels labels = Labels.of("stream", stream.toString());
        this.duration =
                telemetry.timer(
                        "hydrant_delivery_processing_seconds",
                        "How long invocations of the stream's function took, failed ones"
                                + " included.",
                        labels);
        this.failedInvocations =
                telemetry.counter(
                        "hydrant_delivery_processing_failed_invocations_total",
                        "Invocations of the stream's function that failed.",
                        labels);
        this.records =
                telemetry.counter(
                        "hydrant_delivery_processed_records_total",
                        "Records that the stream's function transformed.",
                        labels);
        this.bytes =
                telemetry.counter(
                        "hydrant_delivery_processed_bytes_total",
                        "Bytes of records that the stream's function returned.",
                        labels);
        this.dropped =
                telemetry.counter(
                        "hydrant_delivery_dropped_records_total",
                        "Records that the stream's function dropped.",
                        labels);
        this.failed =
                telemetry.counter(
                        "hydrant_delivery_processing_failed_records_total",
                        "Records that were not processed and go to the error output.",
                        labels);
    }

    void invoked(long nanos, boolean succeeded) {
        duration.recordNanos(nanos);
        failedInvocations.add(succeeded ? 0 : 1);
    }

    void processed(Counts counts) {
        records.add(counts.ok());
        bytes.add(counts.okBytes());
        dropped.add(counts.dropped());
        failed.add(counts.failed());
    }
}
