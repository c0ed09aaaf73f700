package io.hydrant.functions.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Tells destinations what became of events: other functions, as events of theirs, or buckets.
final class EventDestinations {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BUCKET = ":s3:::";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter KEY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final ObjectStore objects;

    EventDestinations(ObjectStore objects) {
        this.objects = objects;
    }

    /// What became of an event.
    ///
    /// @param condition `Success`, `RetriesExhausted` or `EventAgeExceeded`
    /// @param count how often it was tried
    /// @param last the last invocation that reached the function
    record Fate(String condition, int count, Optional<Invoked> last, Instant now) {}

    static boolean isBucket(String arn) {
        return arn.contains(BUCKET);
    }

    void store(String bucketArn, QueuedEvent event, byte[] told, Instant now) {
        String bucket = bucketArn.substring(bucketArn.indexOf(BUCKET) + BUCKET.length());
        String key =
                "aws/lambda/async/"
                        + event.function().name().name()
                        + "/"
                        + KEY.format(now)
                        + "-"
                        + UUID.randomUUID();
        ObjectAttributes attributes =
                new ObjectAttributes(
                        "application/json", Optional.empty(), Optional.empty(), Map.of());
        objects.put(new ObjectAddress(bucket, key), attributes, ObjectBody.of(told));
    }

    /// The text that destinations get.
    static byte[] record(QueuedEvent event, Invoker.Request request, Fate fate) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.put("timestamp", TIMESTAMP.format(fate.now()));
        root.putObject("requestContext")
                .put("requestId", event.id())
                .put(
                        "functionArn",
                        event.function().name().arn()
                                + ":"
                                + event.function().qualifier().orElse(FunctionReference.LATEST))
                .put("condition", fate.condition())
                .put("approximateInvokeCount", fate.count());
        root.set("requestPayload", json(request.payload()));
        fate.last()
                .ifPresent(
                        last -> {
                            ObjectNode context = root.putObject("responseContext");
                            context.put("statusCode", 200).put("executedVersion", last.version());
                            last.outcome()
                                    .failure()
                                    .ifPresent(_ -> context.put("functionError", "Unhandled"));
                            root.set("responsePayload", json(last.outcome().payload()));
                        });
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// What is no JSON is told as text.
    private static JsonNode json(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException _) {
            return JSON.getNodeFactory().textNode(new String(payload, StandardCharsets.UTF_8));
        }
    }
}
