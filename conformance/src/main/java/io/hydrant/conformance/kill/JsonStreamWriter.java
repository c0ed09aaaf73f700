package io.hydrant.conformance.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.client.SignedJson;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts in JSON, as all clients but those in Java do.
final class JsonStreamWriter implements StreamWriter {
    private final SignedJson kinesis;
    private final String stream;

    JsonStreamWriter(SignedJson kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    @Override
    public Outcome put(StreamAttempts.Attempt attempt, Optional<BigInteger> after) {
        ObjectNode put = entry(attempt).put("StreamName", stream);
        after.ifPresent(number -> put.put("SequenceNumberForOrdering", number.toString()));
        return outcome(answered("PutRecord", put));
    }

    @Override
    public List<Outcome> putAll(List<StreamAttempts.Attempt> attempts) {
        ObjectNode put = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
        ArrayNode records = put.putArray("Records");
        attempts.forEach(attempt -> records.add(entry(attempt)));
        JsonNode answer = answered("PutRecords", put);
        List<Outcome> outcomes = new ArrayList<>();
        answer.path("Records").forEach(entry -> outcomes.add(outcome(entry)));
        long refused = outcomes.stream().filter(Outcome.Refused.class::isInstance).count();
        if (answer.path("FailedRecordCount").asLong(-1) != refused) {
            throw new IllegalStateException("FailedRecordCount is wrong: " + answer);
        }
        return outcomes;
    }

    @Override
    public void close() {
        // each call has its own connection from the JDK's pool
    }

    private static ObjectNode entry(StreamAttempts.Attempt attempt) {
        ObjectNode entry =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("PartitionKey", attempt.channel().partitionKey())
                        .put("Data", attempt.data());
        attempt.channel().explicitHashKey().ifPresent(key -> entry.put("ExplicitHashKey", key));
        return entry;
    }

    private static Outcome outcome(JsonNode entry) {
        return Outcome.of(
                entry.path("ShardId").asText(null),
                entry.path("SequenceNumber").asText(null),
                entry.path("ErrorCode").asText("no code"));
    }

    private JsonNode answered(String operation, ObjectNode input) {
        try {
            SignedJson.Reply reply = kinesis.call(operation, input);
            if (reply.status() >= 500) {
                throw new OutcomeUnknown(reply.code(), new IOException(reply.toString()));
            }
            if (!reply.isGood()) {
                throw new IllegalStateException(operation + " was refused: " + reply);
            }
            return reply.body();
        } catch (IOException e) {
            throw new OutcomeUnknown("no answer", e);
        }
    }
}
