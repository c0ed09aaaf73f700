package io.hydrant.functions.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// What rows of mappings hold, as JSON; the shape is as the service's protocol writes it:
///
/// ```
/// {"format":1, "state":"ENABLED", "enabled":true, "created":"2026-01-02T03:04:05.678Z",
///  "invoker":"arn:...", "shape":{...}}
/// ```
final class MappingJson {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private MappingJson() {}

    static String write(StoredMapping mapping) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("state", mapping.state().name());
        root.put("enabled", mapping.enabled());
        root.put("created", mapping.created().toString());
        root.put("invoker", mapping.invoker());
        root.set("shape", parse(Codec.write(mapping.shape())));
        return root.toString();
    }

    static StoredMapping read(Resource row) {
        JsonNode root = parse(row.body().getBytes(StandardCharsets.UTF_8));
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    row.key() + " is stored in format " + root.path("format") + ", not " + FORMAT);
        }
        byte[] shape = root.required("shape").toString().getBytes(StandardCharsets.UTF_8);
        return new StoredMapping(
                new Home(row.key().account(), row.key().region()),
                row.name(),
                row.revision(),
                Codec.read(shape, shape.length, EventSourceMappingConfiguration.builder()),
                MappingState.valueOf(root.required("state").asText()),
                root.required("enabled").asBoolean(),
                Instant.parse(root.required("created").asText()),
                root.required("invoker").asText(),
                row.content().tags());
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
