package io.hydrant.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The operations of the Firehose API that the commands use.
public final class DeliveryStreams {
    private static final String TARGET = "Firehose_20150804.";
    private static final String SERVICE = "firehose";

    private final WireClient wire;

    public DeliveryStreams(WireClient wire) {
        this.wire = wire;
    }

    /// Creates a stream that takes records by put and delivers them to a bucket.
    ///
    /// @param destination the `ExtendedS3DestinationConfiguration`
    public void create(String stream, JsonNode destination) {
        ObjectNode input = named(stream).put("DeliveryStreamType", "DirectPut");
        input.set("ExtendedS3DestinationConfiguration", destination);
        wire.call(SERVICE, TARGET + "CreateDeliveryStream", input);
    }

    /// `CREATING`, `ACTIVE`, ...
    public String status(String stream) {
        JsonNode answer = wire.call(SERVICE, TARGET + "DescribeDeliveryStream", named(stream));
        return answer.path("DeliveryStreamDescription").path("DeliveryStreamStatus").asText();
    }

    /// Puts up to 500 records; gives back the places of those that were not taken.
    public List<Integer> putBatch(String stream, List<byte[]> records) {
        JsonNode answer = wire.call(SERVICE, TARGET + "PutRecordBatch", batch(stream, records));
        List<Integer> failed = new ArrayList<>();
        JsonNode results = answer.path("RequestResponses");
        for (int place = 0; place < results.size(); place++) {
            if (results.get(place).hasNonNull("ErrorCode")) {
                failed.add(place);
            }
        }
        return failed;
    }

    /// The input of `PutRecordBatch`.
    public static ObjectNode batch(String stream, List<byte[]> records) {
        ObjectNode input = named(stream);
        ArrayNode list = input.putArray("Records");
        for (byte[] record : records) {
            list.addObject().put("Data", Base64.getEncoder().encodeToString(record));
        }
        return input;
    }

    private static ObjectNode named(String stream) {
        return JsonNodeFactory.instance.objectNode().put("DeliveryStreamName", stream);
    }
}
