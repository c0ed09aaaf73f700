package io.hydrant.streams.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.streams.shard.DataStreamId;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// A data stream as JSON in the resource store:
///
///     {"format": 1, "status": "ACTIVE", "created": "2026-01-01T00:00:00.250Z",
///      "mode": "PROVISIONED", "warmMibps": 100, "modeChanges": ["..."], "scalings": ["..."],
///      "retentionHours": 24, "recordKibMax": 1024, "shardMetrics": ["..."], "policy": "...",
///      "encryption": {"keyId": "...", "starts": ["..."], "stops": ["..."]},
///      "nextShard": 3, "pending": {...}, "shards": [...]}
///
/// `warmMibps`, `policy`, `keyId` and `pending` may be absent. [ShardForm] draws the last two. Tags
/// are kept as the resource's own.
final class StoredForm {
    static final String TYPE = "kinesis.stream";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private StoredForm() {}

    static ResourceKey key(DataStreamId id) {
        return new ResourceKey(TYPE, id.account(), id.region(), id.name());
    }

    static DataStreamId id(ResourceKey key) {
        return new DataStreamId(key.account(), key.region(), key.name());
    }

    static ResourceContent write(DataStream stream) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("status", stream.status().name());
        root.put("created", stream.created().toString());
        write(stream.capacity(), root);
        write(stream.options(), root);
        ShardForm.write(stream.shards(), root);
        return new ResourceContent(root.toString(), stream.options().tags());
    }

    static DataStream read(Resource resource) {
        DataStreamId id = id(resource.key());
        JsonNode root = parse(resource.body());
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    id + " is stored in format " + root.path("format") + ", not " + FORMAT);
        }
        return new DataStream(
                id,
                Instant.parse(root.required("created").asText()),
                StreamStatus.valueOf(root.required("status").asText()),
                capacity(root),
                ShardForm.read(root),
                options(root, resource.content().tags()));
    }

    private static void write(Capacity capacity, ObjectNode root) {
        root.put("mode", capacity.mode().name());
        capacity.warmMibps().ifPresent(mibps -> root.put("warmMibps", mibps));
        writeTimes(capacity.modeChanges(), root.putArray("modeChanges"));
        writeTimes(capacity.scalings(), root.putArray("scalings"));
    }

    private static Capacity capacity(JsonNode root) {
        return new Capacity(
                StreamMode.valueOf(root.required("mode").asText()),
                root.has("warmMibps")
                        ? OptionalInt.of(root.get("warmMibps").asInt())
                        : OptionalInt.empty(),
                times(root.required("modeChanges")),
                times(root.required("scalings")));
    }

    private static void write(StreamOptions options, ObjectNode root) {
        root.put("retentionHours", options.retentionHours());
        root.put("recordKibMax", options.recordKibMax());
        ArrayNode metrics = root.putArray("shardMetrics");
        options.shardMetrics().forEach(metrics::add);
        options.policy().ifPresent(policy -> root.put("policy", policy));
        ObjectNode encryption = root.putObject("encryption");
        options.encryption().keyId().ifPresent(key -> encryption.put("keyId", key));
        writeTimes(options.encryption().starts(), encryption.putArray("starts"));
        writeTimes(options.encryption().stops(), encryption.putArray("stops"));
    }

    private static StreamOptions options(JsonNode root, SortedMap<String, String> tags) {
        SortedSet<String> metrics = new TreeSet<>();
        root.required("shardMetrics").forEach(metric -> metrics.add(metric.asText()));
        JsonNode encryption = root.required("encryption");
        return new StreamOptions(
                root.required("retentionHours").asInt(),
                root.required("recordKibMax").asInt(),
                new StreamEncryption(
                        text(encryption, "keyId"),
                        times(encryption.required("starts")),
                        times(encryption.required("stops"))),
                metrics,
                text(root, "policy"),
                tags);
    }

    static void writeTimes(List<Instant> times, ArrayNode into) {
        times.forEach(time -> into.add(time.toString()));
    }

    private static List<Instant> times(JsonNode array) {
        List<Instant> times = new ArrayList<>();
        array.forEach(time -> times.add(Instant.parse(time.asText())));
        return times;
    }

    static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }
}
