package io.hydrant.functions.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.invoke.Invoker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Events in the store, a row each:
///
///     {"format":1, "function":"name", "qualifier":"prod", "accepted":"...", "attempts":1,
///      "hindrances":0, "due":"...", "clientContext":"...", "payload":"BASE64"}
final class EventRows {
    private static final String TYPE = "lambda.event";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ResourceStore store;

    EventRows(ResourceStore store) {
        this.store = store;
    }

    List<QueuedEvent> all() {
        List<QueuedEvent> events = new ArrayList<>();
        for (ResourceKey key : store.keys(TYPE)) {
            store.find(key).map(row -> read(key, parse(row))).ifPresent(events::add);
        }
        return events;
    }

    void add(QueuedEvent event, Invoker.Request request) {
        store.create(key(event), content(event, request));
    }

    /// What is to be asked; empty when the event is gone.
    Optional<Invoker.Request> request(QueuedEvent event) {
        return store.find(key(event)).map(row -> request(event, parse(row)));
    }

    void update(QueuedEvent event) {
        Optional<Resource> row = store.find(key(event));
        if (row.isPresent()) {
            ResourceContent content = content(event, request(event, parse(row.get())));
            store.update(key(event), row.get().revision(), content);
        }
    }

    void remove(QueuedEvent event) {
        store.apply(List.of(new ResourceChange.Discard(key(event))));
    }

    private static ResourceKey key(QueuedEvent event) {
        FunctionName name = event.function().name();
        return new ResourceKey(TYPE, name.account(), name.region(), event.id());
    }

    private static ResourceContent content(QueuedEvent event, Invoker.Request request) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("function", event.function().name().name());
        event.function().qualifier().ifPresent(text -> root.put("qualifier", text));
        root.put("accepted", event.accepted().toString());
        root.put("attempts", event.attempts());
        root.put("hindrances", event.hindrances());
        root.put("due", event.due().toString());
        request.clientContext().ifPresent(text -> root.put("clientContext", text));
        root.put("payload", request.payload());
        return ResourceContent.of(root.toString());
    }

    private static QueuedEvent read(ResourceKey key, JsonNode root) {
        return new QueuedEvent(
                key.name(),
                new FunctionReference(
                        new FunctionName(
                                key.account(), key.region(), root.required("function").asText()),
                        Optional.ofNullable(root.get("qualifier")).map(JsonNode::asText)),
                Instant.parse(root.required("accepted").asText()),
                root.required("attempts").asInt(),
                root.required("hindrances").asInt(),
                Instant.parse(root.required("due").asText()),
                root.required("payload").asText().length() / 4 * 3);
    }

    private static Invoker.Request request(QueuedEvent event, JsonNode root) {
        try {
            return new Invoker.Request(
                    event.id(),
                    root.required("payload").binaryValue(),
                    Optional.ofNullable(root.get("clientContext")).map(JsonNode::asText));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(Resource row) {
        try {
            return JSON.readTree(row.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
