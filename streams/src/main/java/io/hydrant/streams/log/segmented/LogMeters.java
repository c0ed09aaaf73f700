package io.hydrant.streams.log.segmented;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;
import io.hydrant.kernel.telemetry.Telemetry.Timer;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What the log counts, per purpose of its partitions.
final class LogMeters {
    private static final String PURPOSE = "purpose";

    private final Map<Purpose, Meters> byPurpose = new EnumMap<>(Purpose.class);
    private final Timer fsync;
    private final Counter fsyncs;

    LogMeters(Telemetry telemetry, SpaceBudget space) {
        for (Purpose purpose : Purpose.values()) {
            byPurpose.put(purpose, meters(telemetry, label(purpose)));
            telemetry.gauge(
                    "hydrant_log_bytes_on_disk",
                    "Bytes of the log's segment files",
                    label(purpose),
                    () -> space.bytesOnDisk(purpose));
        }
        fsync =
                telemetry.timer(
                        "hydrant_log_fsync_seconds",
                        "Time to bring one segment file to the disk",
                        Labels.NONE);
        fsyncs =
                telemetry.counter(
                        "hydrant_log_fsyncs_total",
                        "Segment files brought to the disk, failures included",
                        Labels.NONE);
    }

    private static Labels label(Purpose purpose) {
        return Labels.of(PURPOSE, purpose.name().toLowerCase(Locale.ROOT));
    }

    private static Meters meters(Telemetry telemetry, Labels labels) {
        return new Meters(
                telemetry.counter("hydrant_log_append_frames_total", "Frames made durable", labels),
                telemetry.counter(
                        "hydrant_log_append_records_total", "Records made durable", labels),
                telemetry.counter(
                        "hydrant_log_append_bytes_total",
                        "Bytes made durable, framing included",
                        labels),
                telemetry.counter(
                        "hydrant_log_appends_refused_total",
                        "Appends refused because the quota or the disk was full",
                        labels),
                telemetry.counter(
                        "hydrant_log_appends_failed_total",
                        "Appends that failed because the disk did",
                        labels));
    }

    void appended(Purpose purpose, long frames, long records, long bytes) {
        Meters meters = byPurpose.get(purpose);
        meters.frames.add(frames);
        meters.records.add(records);
        meters.bytes.add(bytes);
    }

    void refused(Purpose purpose, long appends) {
        byPurpose.get(purpose).refused.add(appends);
    }

    void failed(Purpose purpose, long appends) {
        byPurpose.get(purpose).failed.add(appends);
    }

    void synced(long nanos) {
        fsyncs.add(1);
        fsync.recordNanos(nanos);
    }

    private record Meters(
            Counter frames, Counter records, Counter bytes, Counter refused, Counter failed) {}
}
