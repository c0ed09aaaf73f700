package io.hydrant.functions.runtime.process;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.functions.function.LogSettings.Level;
import io.hydrant.functions.runtime.process.EnvironmentLog.Report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Lines of logs in the format JSON.
///
/// ```
/// {"time": "…Z", "type": "platform.start", "record": {"requestId": …, "version": …}}
/// ```
///
/// Source: Lambda Developer Guide, "Configuring JSON and plain text log formats", and Telemetry API
/// event schema reference.
final class PlatformRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private PlatformRecords() {}

    static String initStart(Instant now, String runtime, String runtimeArn) {
        ObjectNode record = JSON.createObjectNode();
        record.put("initializationType", "on-demand").put("phase", "init");
        record.put("runtimeVersion", runtime).put("runtimeVersionArn", runtimeArn);
        return line(now, "platform.initStart", record);
    }

    static String start(Instant now, String requestId, String version) {
        ObjectNode record = JSON.createObjectNode();
        record.put("requestId", requestId).put("version", version);
        return line(now, "platform.start", record);
    }

    static String runtimeDone(Instant now, String requestId, Report report) {
        ObjectNode record = JSON.createObjectNode().put("requestId", requestId);
        status(record, report);
        record.putObject("metrics")
                .put("durationMs", millis(report.duration()))
                .put("producedBytes", report.producedBytes());
        return line(now, "platform.runtimeDone", record);
    }

    static String report(Instant now, String requestId, Report report) {
        ObjectNode record = JSON.createObjectNode().put("requestId", requestId);
        ObjectNode metrics =
                record.putObject("metrics")
                        .put("durationMs", millis(report.duration()))
                        .put("billedDurationMs", report.billedMillis())
                        .put("memorySizeMB", report.memoryMib())
                        .put("maxMemoryUsedMB", report.memoryUsedMib());
        report.init().ifPresent(init -> metrics.put("initDurationMs", millis(init)));
        status(record, report);
        return line(now, "platform.report", record);
    }

    /// The level that a line of the function names; `INFO` when it is an object that names none,
    /// and empty when it is no object.
    static Optional<Level> levelOf(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean level = parser.currentName().equals("level");
                JsonToken value = parser.nextToken();
                if (level && value == JsonToken.VALUE_STRING) {
                    return Optional.of(level(parser.getText()));
                }
                parser.skipChildren();
            }
            return parser.currentToken() == JsonToken.END_OBJECT
                    ? Optional.of(Level.INFO)
                    : Optional.empty();
        } catch (IOException _) {
            // no JSON: a line like any other
            return Optional.empty();
        }
    }

    private static Level level(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "TRACE" -> Level.TRACE;
            case "DEBUG" -> Level.DEBUG;
            case "WARN", "WARNING" -> Level.WARN;
            case "ERROR" -> Level.ERROR;
            case "FATAL", "CRITICAL" -> Level.FATAL;
            default -> Level.INFO;
        };
    }

    private static void status(ObjectNode record, Report report) {
        record.put("status", report.status().map(Report.Status::word).orElse("success"));
        report.status()
                .flatMap(Report.Status::errorType)
                .ifPresent(type -> record.put("errorType", type));
    }

    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 6).setScale(3, RoundingMode.HALF_UP);
    }

    private static String line(Instant now, String type, ObjectNode record) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("time", TIME.format(now)).put("type", type).set("record", record);
        try {
            return JSON.writeValueAsString(whole);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
