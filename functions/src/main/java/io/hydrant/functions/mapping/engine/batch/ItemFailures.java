package io.hydrant.functions.mapping.engine.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.streams.shard.Shard;

import java.io.IOException;
import java.util.OptionalInt;

/// What the answer of a function that reports item failures says of its batch.
///
/// | Answer | Means |
/// |---|---|
/// | nothing, `""`, `null`, `[]`, `{}`, an object without `batchItemFailures` | success |
/// | `{"batchItemFailures": []}`, `{"batchItemFailures": null}` | success |
/// | `{"batchItemFailures": [{"itemIdentifier": "49..."}]}` | failed from the lowest on |
/// | an identifier that is empty, null, missing or of no record of the batch | failed altogether |
/// | anything else | failed altogether |
///
/// Source: Lambda Developer Guide, reporting batch item failures; answers of the service.
public sealed interface ItemFailures {
    /// All records are done.
    record None() implements ItemFailures {}

    /// The first records are done, the others failed.
    ///
    /// @param index of the first that failed
    record From(int index) implements ItemFailures {}

    ObjectMapper JSON = new ObjectMapper();

    /// @param answer what the function returned
    static ItemFailures in(byte[] answer, Batch batch, Shard shard) {
        if (answer.length == 0) {
            return new None();
        }
        JsonNode root;
        try {
            root = JSON.readTree(answer);
        } catch (IOException _) {
            return new From(0);
        }
        boolean nothing =
                root.isMissingNode()
                        || root.isNull()
                        || root.isTextual() && root.textValue().isEmpty()
                        || root.isArray() && root.isEmpty();
        if (nothing) {
            return new None();
        }
        return root.isObject() ? of(root.path("batchItemFailures"), batch, shard) : new From(0);
    }

    private static ItemFailures of(JsonNode failures, Batch batch, Shard shard) {
        if (failures.isMissingNode() || failures.isNull()) {
            return new None();
        }
        if (!failures.isArray()) {
            return new From(0);
        }
        int lowest = batch.records();
        for (JsonNode failure : failures) {
            JsonNode identifier = failure.path("itemIdentifier");
            OptionalInt index =
                    identifier.isTextual()
                            ? batch.indexOf(shard, identifier.textValue())
                            : OptionalInt.empty();
            if (index.isEmpty()) {
                return new From(0);
            }
            lowest = Math.min(lowest, index.getAsInt());
        }
        return failures.isEmpty() ? new None() : new From(lowest);
    }
}
