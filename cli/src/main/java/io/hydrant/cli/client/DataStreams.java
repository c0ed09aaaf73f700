package io.hydrant.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The operations of the Kinesis Data Streams API that manage streams.
public final class DataStreams {
    private static final String TARGET = "Kinesis_20131202.";
    private static final String SERVICE = "kinesis";

    private final WireClient wire;

    /// @param status `CREATING`, `ACTIVE`, ...
    public record Summary(String arn, String status) {}

    public DataStreams(WireClient wire) {
        this.wire = wire;
    }

    public void create(String stream, int shards) {
        wire.call(SERVICE, TARGET + "CreateStream", named(stream).put("ShardCount", shards));
    }

    public Summary summary(String stream) {
        JsonNode summary =
                wire.call(SERVICE, TARGET + "DescribeStreamSummary", named(stream))
                        .path("StreamDescriptionSummary");
        return new Summary(
                summary.path("StreamARN").asText(), summary.path("StreamStatus").asText());
    }

    private static ObjectNode named(String stream) {
        return JsonNodeFactory.instance.objectNode().put("StreamName", stream);
    }
}
