package io.hydrant.delivery.api;

import io.hydrant.delivery.pipeline.DeliveryEngine;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStream;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.stream.StreamSource;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;
import io.hydrant.streams.log.Frame;
import io.hydrant.wire.auth.Caller;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The way in for records, however the body of a put was read. Safe for use by many threads.
///
/// Counts per stream, labelled with its ARN: requests, records and bytes that were accepted,
/// records that were refused though the stream is there.
final class RecordIntake {
    /// All records of a put together, after decoding. Source: Firehose API Reference.
    static final int BATCH_BYTES_MAX = 4 << 20;

    private final Map<StreamId, Meters> meters = new ConcurrentHashMap<>();
    private final DeliveryStreams streams;
    private final DeliveryEngine engine;
    private final Telemetry telemetry;
    private final PutSources sources;

    RecordIntake(
            DeliveryStreams streams,
            DeliveryEngine engine,
            Telemetry telemetry,
            PutSources sources) {
        this.streams = streams;
        this.engine = engine;
        this.telemetry = telemetry;
        this.sources = sources;
        streams.whenGone(this::forget);
    }

    /// @throws InvalidArgument when the records of a batch are together too large
    static void requireBatchFits(long bytes) {
        if (bytes > BATCH_BYTES_MAX) {
            throw new InvalidArgument("Records size exceeds 4 MB limit");
        }
    }

    /// Keeps the records of one put. When it returns they are durable and will be delivered.
    ///
    /// @throws InvalidArgument when the stream reads its records from elsewhere
    /// @throws io.hydrant.delivery.stream.SourceNotAllowed when it does not take them from
    ///   everybody
    /// @throws io.hydrant.delivery.stream.StreamNotFound when the stream takes no records
    /// @throws io.hydrant.delivery.stream.StreamNotReady when it does not take any yet
    /// @throws io.hydrant.streams.log.LogFull when there is no room; nothing was kept
    Receipt put(Caller caller, String streamName, Frame frame) {
        StreamId id = new StreamId(caller.account(), caller.region(), streamName);
        int records = frame.recordBytes().length;
        int bytes = frame.payload().remaining();
        DeliveryStream stream = streams.writable(id);
        requireDirectPut(stream);
        sources.check(stream, caller);
        Meters counted = meters.computeIfAbsent(id, this::meters);
        counted.requests().add(1);
        try {
            DeliveryEngine.Accepted accepted = engine.append(id, frame);
            counted.records().add(records);
            counted.bytes().add(bytes);
            return new Receipt(RecordIds.of(id, accepted), stream.encryption().encrypted());
        } catch (HydrantException e) {
            counted.refused().add(records);
            // Deleted while this put was under way: say so rather than what the engine met.
            streams.writable(id);
            throw e;
        }
    }

    /// Source: Firehose API Reference; the text is that of the service.
    private static void requireDirectPut(DeliveryStream stream) {
        if (stream.source() instanceof StreamSource.KinesisStream) {
            throw new InvalidArgument(
                    "This operation is not permitted on KinesisStreamAsSource delivery stream"
                            + " type.");
        }
    }

    private Meters meters(StreamId id) {
        Labels labels = Labels.of("stream", id.toString());
        return new Meters(
                telemetry.counter(
                        "hydrant_firehose_put_requests_total",
                        "Puts that reached a delivery stream.",
                        labels),
                telemetry.counter(
                        "hydrant_firehose_incoming_records_total",
                        "Records accepted by puts.",
                        labels),
                telemetry.counter(
                        "hydrant_firehose_incoming_bytes_total",
                        "Bytes of records accepted by puts.",
                        labels),
                telemetry.counter(
                        "hydrant_firehose_refused_records_total",
                        "Records of puts that were refused for lack of room or by a failure.",
                        labels));
    }

    private void forget(StreamId id) {
        meters.remove(id);
        telemetry.forget("stream", id.toString());
    }

    /// What a put is answered with.
    record Receipt(RecordIds ids, boolean encrypted) {
        /// The id of record `index` of the put.
        String recordId(int index) {
            byte[] id = new byte[RecordIds.ID_CHARS];
            ids.writeHead(id, 0);
            ids.writeTail(index, id, 0);
            return new String(id, StandardCharsets.US_ASCII);
        }
    }

    private record Meters(Counter requests, Counter records, Counter bytes, Counter refused) {}
}
