package io.hydrant.streams.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.ShardId;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The shards of a stream inside its stored form:
///
///     "nextShard": 3,
///     "shards": [{"id": 2, "start": "0", "end": "ff..", "parents": [0, 1],
///                 "created": 1789012345678, "createdSeconds": 1789012345, "closed": ...}]
///     "pending": {"split": 0, "at": "80.."} or {"merge": 0, "with": 1} or {"scale": 4}
///
/// Hash keys are hexadecimal, times milliseconds since 1970. `closed` and `pending` may be absent.
final class ShardForm {
    private static final int HEX = 16;

    private ShardForm() {}

    static void write(ShardMap shards, ObjectNode root) {
        root.put("nextShard", shards.nextIndex());
        shards.pending().ifPresent(wish -> write(wish, root.putObject("pending")));
        ArrayNode all = root.putArray("shards");
        shards.all().forEach(shard -> write(shard, all.addObject()));
    }

    static ShardMap read(JsonNode root) {
        List<StoredShard> shards = new ArrayList<>();
        root.required("shards").forEach(node -> shards.add(shard(node)));
        return new ShardMap(
                shards,
                root.required("nextShard").asLong(),
                root.has("pending") ? Optional.of(wish(root.get("pending"))) : Optional.empty());
    }

    private static void write(StoredShard shard, ObjectNode into) {
        into.put("id", shard.id().index());
        into.put("start", hex(shard.range().start()));
        into.put("end", hex(shard.range().end()));
        ArrayNode parents = into.putArray("parents");
        shard.parents().forEach(parent -> parents.add(parent.index()));
        into.put("created", shard.created().toEpochMilli());
        into.put("createdSeconds", shard.createdSeconds());
        shard.closed().ifPresent(at -> into.put("closed", at.toEpochMilli()));
    }

    private static StoredShard shard(JsonNode node) {
        List<ShardId> parents = new ArrayList<>();
        node.required("parents").forEach(parent -> parents.add(new ShardId(parent.asLong())));
        return new StoredShard(
                id(node, "id"),
                new HashKeyRange(key(node, "start"), key(node, "end")),
                parents,
                Instant.ofEpochMilli(node.required("created").asLong()),
                node.required("createdSeconds").asLong(),
                node.has("closed")
                        ? Optional.of(Instant.ofEpochMilli(node.get("closed").asLong()))
                        : Optional.empty());
    }

    private static void write(Reshard wish, ObjectNode into) {
        switch (wish) {
            case Reshard.Split(ShardId shard, HashKey at) ->
                    into.put("split", shard.index()).put("at", hex(at));
            case Reshard.Merge(ShardId shard, ShardId adjacent) ->
                    into.put("merge", shard.index()).put("with", adjacent.index());
            case Reshard.Scale(int shardCount) -> into.put("scale", shardCount);
        }
    }

    private static Reshard wish(JsonNode node) {
        if (node.has("split")) {
            return new Reshard.Split(id(node, "split"), key(node, "at"));
        }
        if (node.has("merge")) {
            return new Reshard.Merge(id(node, "merge"), id(node, "with"));
        }
        return new Reshard.Scale(node.required("scale").asInt());
    }

    private static ShardId id(JsonNode node, String name) {
        return new ShardId(node.required(name).asLong());
    }

    private static HashKey key(JsonNode node, String name) {
        return HashKey.of(new BigInteger(node.required(name).asText(), HEX));
    }

    private static String hex(HashKey key) {
        return key.toBigInteger().toString(HEX);
    }
}
