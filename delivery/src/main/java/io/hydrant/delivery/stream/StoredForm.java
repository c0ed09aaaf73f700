package io.hydrant.delivery.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.KeyType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A delivery stream as JSON in the resource store:
///
///     {"format": 1, "status": "ACTIVE", "failure": "...", "created": "2026-01-01T00:00:00Z",
///      "updated": "...", "throughputHintInMBs": 5,
///      "source": {"account": "...", "region": "...", "dataStream": "...", "roleArn": "...",
///                 "from": "2026-01-01T00:00:00Z"},
///      "encryption": {"status": "ENABLED", "keyType": "...", "keyArn": "...", "calls": ["..."]},
///      "version": 2,
///      "destination": {ExtendedS3DestinationDescription}}
///
/// `failure`, `updated`, `throughputHintInMBs`, `source`, `keyType` and `keyArn` may be absent;
/// without `source` records are put to the stream. Tags are kept as the resource's own.
final class StoredForm {
    static final String TYPE = "firehose.stream";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private StoredForm() {}

    static ResourceKey key(StreamId id) {
        return new ResourceKey(TYPE, id.account(), id.region(), id.name());
    }

    static StreamId id(ResourceKey key) {
        return new StreamId(key.account(), key.region(), key.name());
    }

    static ResourceContent write(DeliveryStream stream) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("status", stream.status().name());
        stream.failure().ifPresent(failure -> root.put("failure", failure));
        root.put("created", stream.created().toString());
        stream.updated().ifPresent(updated -> root.put("updated", updated.toString()));
        write(stream.source(), root);
        write(stream.encryption(), root.putObject("encryption"));
        root.put("version", stream.version().id());
        root.set("destination", tree(stream.version().destination()));
        return new ResourceContent(root.toString(), stream.tags());
    }

    static DeliveryStream read(Resource resource) {
        StreamId id = id(resource.key());
        JsonNode root = parse(resource.body());
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    id + " is stored in format " + root.path("format") + ", not " + FORMAT);
        }
        return new DeliveryStream(
                id,
                StreamStatus.valueOf(root.required("status").asText()),
                text(root, "failure"),
                Instant.parse(root.required("created").asText()),
                text(root, "updated").map(Instant::parse),
                source(root),
                encryption(root.required("encryption")),
                new DestinationVersion(
                        root.required("version").asLong(),
                        destination(root.required("destination"))),
                resource.content().tags());
    }

    private static void write(StreamSource source, ObjectNode into) {
        switch (source) {
            case StreamSource.DirectPut(OptionalInt hint) ->
                    hint.ifPresent(mbs -> into.put("throughputHintInMBs", mbs));
            case StreamSource.KinesisStream(DataStreamId stream, String roleArn, Instant from) ->
                    into.putObject("source")
                            .put("account", stream.account().value())
                            .put("region", stream.region().value())
                            .put("dataStream", stream.name())
                            .put("roleArn", roleArn)
                            .put("from", from.toString());
        }
    }

    private static StreamSource source(JsonNode root) {
        JsonNode source = root.path("source");
        if (source.isMissingNode()) {
            return new StreamSource.DirectPut(
                    root.has("throughputHintInMBs")
                            ? OptionalInt.of(root.get("throughputHintInMBs").asInt())
                            : OptionalInt.empty());
        }
        DataStreamId stream =
                new DataStreamId(
                        new AccountId(source.required("account").asText()),
                        new Region(source.required("region").asText()),
                        source.required("dataStream").asText());
        return new StreamSource.KinesisStream(
                stream,
                source.required("roleArn").asText(),
                Instant.parse(source.required("from").asText()));
    }

    private static void write(StreamEncryption encryption, ObjectNode into) {
        into.put("status", encryption.status().name());
        encryption.keyType().ifPresent(type -> into.put("keyType", type.toString()));
        encryption.keyArn().ifPresent(arn -> into.put("keyArn", arn));
        ArrayNode calls = into.putArray("calls");
        encryption.calls().forEach(call -> calls.add(call.toString()));
    }

    private static StreamEncryption encryption(JsonNode node) {
        List<Instant> calls = new ArrayList<>();
        node.path("calls").forEach(call -> calls.add(Instant.parse(call.asText())));
        return new StreamEncryption(
                StreamEncryption.Status.valueOf(node.required("status").asText()),
                text(node, "keyType").map(KeyType::fromValue),
                text(node, "keyArn"),
                calls);
    }

    private static ExtendedS3DestinationDescription destination(JsonNode node) {
        byte[] json = node.toString().getBytes(StandardCharsets.UTF_8);
        return Codec.read(json, json.length, ExtendedS3DestinationDescription.builder());
    }

    private static JsonNode tree(ExtendedS3DestinationDescription destination) {
        try {
            return JSON.readTree(Codec.write(destination));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String body) {
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
