package io.hydrant.storage.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Metadata as JSON:
///
/// ```
/// {"key": "...", "etag": "...", "headers": {}, "userMetadata": {}, "tags": {},
///  "checksum": {"algorithm": "CRC32", "value": "...", "type": "FULL_OBJECT"},
///  "upload": {"id": "...", "parts": [{"number": 1, "bytes": 5, "etag": "...", "checksum": {}}]}}
/// ```
///
/// The key is there for people and for [SidecarSweep]. Empty members are left out.
final class MetadataJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MetadataJson() {}

    static byte[] write(String key, ObjectMetadata metadata) throws IOException {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("key", key);
        root.setAll(toNode(metadata));
        return MAPPER.writeValueAsBytes(root);
    }

    static String key(byte[] json) throws IOException {
        return MAPPER.readTree(json).path("key").asText();
    }

    static ObjectMetadata read(byte[] json) throws IOException {
        return fromNode(MAPPER.readTree(json));
    }

    static ObjectNode toNode(ObjectMetadata metadata) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("etag", metadata.etag());
        putMap(root, "headers", metadata.headers());
        putMap(root, "userMetadata", metadata.userMetadata());
        putMap(root, "tags", metadata.tags());
        metadata.checksum().ifPresent(sum -> root.set("checksum", toNode(sum)));
        if (!metadata.upload().uploadId().isEmpty()) {
            ObjectNode upload = root.putObject("upload");
            upload.put("id", metadata.upload().uploadId());
            ArrayNode parts = upload.putArray("parts");
            metadata.upload().parts().forEach(part -> parts.add(toNode(part)));
        }
        return root;
    }

    static ObjectMetadata fromNode(JsonNode root) {
        List<UploadedPart> parts = new ArrayList<>();
        root.path("upload").path("parts").forEach(node -> parts.add(part(node)));
        return new ObjectMetadata(
                root.path("etag").asText(),
                map(root.path("headers")),
                map(root.path("userMetadata")),
                map(root.path("tags")),
                checksum(root.path("checksum")),
                new UploadTrace(root.path("upload").path("id").asText(""), parts));
    }

    static ObjectNode toNode(UploadedPart part) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("number", part.number()).put("bytes", part.bytes()).put("etag", part.etag());
        part.checksum().ifPresent(sum -> node.set("checksum", toNode(sum)));
        return node;
    }

    static UploadedPart part(JsonNode node) {
        return new UploadedPart(
                node.path("number").asInt(),
                node.path("bytes").asLong(),
                node.path("etag").asText(),
                checksum(node.path("checksum")));
    }

    static JsonNode parse(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) throws IOException {
        return MAPPER.writeValueAsBytes(node);
    }

    private static ObjectNode toNode(ObjectChecksum sum) {
        return MAPPER.createObjectNode()
                .put("algorithm", sum.algorithm())
                .put("value", sum.value())
                .put("type", sum.type());
    }

    private static Optional<ObjectChecksum> checksum(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                new ObjectChecksum(
                        node.path("algorithm").asText(),
                        node.path("value").asText(),
                        node.path("type").asText()));
    }

    private static void putMap(ObjectNode root, String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            ObjectNode node = root.putObject(name);
            map.forEach(node::put);
        }
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
