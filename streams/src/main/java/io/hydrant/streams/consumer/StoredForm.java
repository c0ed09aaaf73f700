package io.hydrant.streams.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.streams.shard.DataStreamId;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/// A consumer as JSON in the resource store, under the name `<stream>/<consumer>`:
///
///     {"format": 1, "status": "ACTIVE", "arnSeconds": 1767225600,
///      "created": "2026-01-01T00:00:00Z", "policy": "..."}
///
/// `policy` may be absent. Tags are kept as the resource's own.
final class StoredForm {
    static final String TYPE = "kinesis.consumer";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private StoredForm() {}

    static ResourceKey key(ConsumerId id) {
        DataStreamId stream = id.stream();
        return new ResourceKey(
                TYPE, stream.account(), stream.region(), stream.name() + "/" + id.name());
    }

    static ConsumerId id(ResourceKey key) {
        int slash = key.name().indexOf('/');
        return new ConsumerId(
                new DataStreamId(key.account(), key.region(), key.name().substring(0, slash)),
                key.name().substring(slash + 1));
    }

    static ResourceContent write(RegisteredConsumer consumer) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("status", consumer.status().name());
        root.put("arnSeconds", consumer.arn().seconds());
        root.put("created", consumer.created().toString());
        consumer.policy().ifPresent(policy -> root.put("policy", policy));
        return new ResourceContent(root.toString(), consumer.tags());
    }

    static RegisteredConsumer read(Resource resource) {
        ConsumerId id = id(resource.key());
        JsonNode root = parse(resource.body());
        if (root.path("format").asInt() != FORMAT) {
            throw new IllegalStateException(
                    id + " is stored in format " + root.path("format") + ", not " + FORMAT);
        }
        return new RegisteredConsumer(
                new ConsumerArn(id, root.required("arnSeconds").asLong()),
                ConsumerStatus.valueOf(root.required("status").asText()),
                Instant.parse(root.required("created").asText()),
                resource.content().tags(),
                Optional.ofNullable(root.get("policy")).map(JsonNode::asText));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
