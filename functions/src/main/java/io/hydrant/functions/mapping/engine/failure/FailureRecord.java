package io.hydrant.functions.mapping.engine.failure;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What destinations get of a batch that was given up.
///
/// ```
/// {"requestContext":{"requestId":"...","functionArn":"...","condition":"RetryAttemptsExhausted",
///   "approximateInvokeCount":2},
///  "responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},
///  "version":"1.0","timestamp":"2026-01-02T03:04:05.678Z",
///  "KinesisBatchInfo":{"shardId":"...","startSequenceNumber":"...","endSequenceNumber":"...",
///   "approximateArrivalOfFirstRecord":"...","approximateArrivalOfLastRecord":"...",
///   "batchSize":1,"streamArn":"..."},
///  "payload":{"Records":[...]}}
/// ```
///
/// `payload` only when the batch comes with its event; `responseContext` only when retries were
/// exhausted.
///
/// Source: Lambda Developer Guide, retaining discarded batches; records of the service.
final class FailureRecord {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private FailureRecord() {}

    static byte[] of(GivenUp batch) {
        int payloadBytes = batch.event().map(event -> event.length).orElse(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 + payloadBytes);
        try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            writeContexts(json, batch);
            json.writeStringField("version", "1.0");
            json.writeStringField("timestamp", time(batch.now()));
            writeInfo(json, batch);
            if (batch.event().isPresent()) {
                json.writeFieldName("payload");
                json.writeRawValue("");
                json.flush();
                bytes.writeBytes(batch.event().get()); // is JSON, and may be large
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void writeContexts(JsonGenerator json, GivenUp batch) throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeStringField(
                "requestId", batch.last().map(GivenUp.LastCall::requestId).orElse(batch.id()));
        json.writeStringField("functionArn", batch.mapping().settings().function());
        json.writeStringField("condition", batch.condition().toString());
        json.writeNumberField("approximateInvokeCount", batch.attempts());
        json.writeEndObject();
        if (batch.condition() != Condition.RETRIES_EXHAUSTED || batch.last().isEmpty()) {
            return;
        }
        GivenUp.LastCall last = batch.last().get();
        json.writeObjectFieldStart("responseContext");
        json.writeNumberField("statusCode", 200);
        json.writeStringField("executedVersion", last.invoked().version());
        if (last.invoked().outcome().failure().isPresent()) {
            json.writeStringField("functionError", "Unhandled");
        } else {
            json.writeNullField("functionError"); // it told of items that failed
        }
        json.writeEndObject();
    }

    private static void writeInfo(JsonGenerator json, GivenUp batch) throws IOException {
        json.writeObjectFieldStart("KinesisBatchInfo");
        json.writeStringField("shardId", batch.shard().id().toString());
        json.writeStringField(
                "startSequenceNumber", batch.batch().firstNumber(batch.shard()).toString());
        json.writeStringField(
                "endSequenceNumber", batch.batch().lastNumber(batch.shard()).toString());
        json.writeStringField(
                "approximateArrivalOfFirstRecord", time(batch.batch().firstArrival()));
        json.writeStringField("approximateArrivalOfLastRecord", time(batch.batch().lastArrival()));
        json.writeNumberField("batchSize", batch.batch().records());
        json.writeStringField("streamArn", batch.shard().stream().toString());
        json.writeEndObject();
    }

    private static String time(Instant instant) {
        return TIMESTAMP.format(instant);
    }
}
