package io.hydrant.cli.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Asks which shards of a stream are open. Safe for use by many threads.
public final class ShardListing {
    private static final String LIST_SHARDS = "Kinesis_20131202.ListShards";

    private final WireClient wire;
    private final String stream;

    public ShardListing(WireClient wire, String stream) {
        this.wire = wire;
        this.stream = stream;
    }

    /// @throws WireFailure if there is no such stream, or the server does not answer
    public OpenShards ask() {
        List<OpenShards.OpenShard> open = new ArrayList<>();
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
        while (true) {
            JsonNode page;
            try {
                page = wire.call("kinesis", LIST_SHARDS, input);
            } catch (WireFailure failure) {
                throw StreamDestination.explained(wire, stream, failure);
            }
            for (JsonNode shard : page.path("Shards")) {
                if (!shard.path("SequenceNumberRange").hasNonNull("EndingSequenceNumber")) {
                    open.add(shard(shard));
                }
            }
            String token = page.path("NextToken").asText("");
            if (token.isEmpty()) {
                return new OpenShards(open);
            }
            input = JsonNodeFactory.instance.objectNode().put("NextToken", token);
        }
    }

    private static OpenShards.OpenShard shard(JsonNode shard) {
        JsonNode range = shard.path("HashKeyRange");
        return new OpenShards.OpenShard(
                shard.path("ShardId").asText(),
                new BigInteger(range.path("StartingHashKey").asText("0")),
                new BigInteger(range.path("EndingHashKey").asText("0")));
    }
}
