package io.hydrant.streams.api;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;
import io.hydrant.kernel.telemetry.Telemetry.Timer;
import io.hydrant.streams.shard.DataStreamId;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What goes into and out of each data stream, labelled with its ARN. Bytes are those of data and
/// partition keys. Safe for use by many threads.
final class StreamMeters {
    private final Map<DataStreamId, Meters> meters = new ConcurrentHashMap<>();
    private final Telemetry telemetry;

    StreamMeters(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    Meters of(DataStreamId stream) {
        return meters.computeIfAbsent(stream, this::make);
    }

    void forget(DataStreamId stream) {
        meters.remove(stream);
    }

    /// @param throttledRecords refused by a shard's write quota
    /// @param failedRecords refused for lack of room or by a failure
    /// @param iteratorAge how long ago the last record of an answer had arrived
    record Meters(
            Counter puts,
            Counter recordsIn,
            Counter bytesIn,
            Counter throttledRecords,
            Counter failedRecords,
            Counter gets,
            Counter recordsOut,
            Counter bytesOut,
            Counter throttledGets,
            Timer iteratorAge) {}

    private Meters make(DataStreamId stream) {
        Labels labels = Labels.of("stream", stream.toString());
        return new Meters(
                counter("put_requests", "Puts that reached a data stream.", labels),
                counter("incoming_records", "Records kept by puts.", labels),
                counter("incoming_bytes", "Bytes of records kept by puts.", labels),
                counter("write_throttled_records", "Records beyond a shard's quota.", labels),
                counter("failed_records", "Records that could not be kept.", labels),
                counter("get_requests", "Calls that read a shard.", labels),
                counter("outgoing_records", "Records read by polling.", labels),
                counter("outgoing_bytes", "Bytes of records read by polling.", labels),
                counter("read_throttled_requests", "Reads beyond a shard's quota.", labels),
                telemetry.timer(
                        "hydrant_kinesis_iterator_age_seconds",
                        "Age of the last record of each answer to a poll.",
                        labels));
    }

    private Counter counter(String name, String help, Labels labels) {
        return telemetry.counter("hydrant_kinesis_" + name + "_total", help, labels);
    }
}
