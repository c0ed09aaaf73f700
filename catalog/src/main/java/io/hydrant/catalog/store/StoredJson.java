package io.hydrant.catalog.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What rows hold, as JSON:
///
///     {"format": 1, "id": "...", "shape": {"Name": "...", ...}, ...}
///
/// `shape` is the entity as the service's protocol writes it. Rows of partitions hold nothing but
/// that.
public final class StoredJson {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private StoredJson() {}

    public static ObjectNode write(String id, SdkPojo shape) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("id", id);
        root.set("shape", parse(Codec.write(shape)));
        return root;
    }

    public static ObjectNode read(Resource row) {
        JsonNode root = parse(row.body().getBytes(StandardCharsets.UTF_8));
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    row.key() + " is stored in format " + root.path("format") + ", not " + FORMAT);
        }
        return (ObjectNode) root;
    }

    public static String id(Resource row) {
        return read(row).required("id").asText();
    }

    public static <I extends SdkPojo> I shape(ObjectNode root, SdkBuilder<?, I> builder) {
        byte[] shape = root.required("shape").toString().getBytes(StandardCharsets.UTF_8);
        return Codec.read(shape, shape.length, builder);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
