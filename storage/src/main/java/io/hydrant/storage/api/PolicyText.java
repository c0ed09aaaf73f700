package io.hydrant.storage.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.util.List;

/// The only XML-free configuration: a policy is a JSON object.
final class PolicyText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PolicyText() {}

    /// Policies are not enforced: whoever has a key may do everything. One that allows something
    /// changes nothing by that; one that denies something would be relied upon.
    ///
    /// @throws ObjectStoreException `MalformedPolicy`, `NotImplemented`
    static void check(byte[] content) {
        try {
            JsonNode statement = MAPPER.readTree(content).path("Statement");
            if (statement.isMissingNode()) {
                throw new ObjectStoreException(
                        "MalformedPolicy", "Missing required field Statement");
            }
            // A single statement may stand without the brackets of a list.
            Iterable<JsonNode> statements = statement.isArray() ? statement : List.of(statement);
            for (JsonNode one : statements) {
                BucketConfiguration.refuseIf(
                        one.path("Effect").asText().equals("Deny"),
                        "a bucket policy that denies something");
            }
        } catch (IOException e) {
            throw new ObjectStoreException(
                    "MalformedPolicy",
                    "Policies must be valid JSON and the first byte must be '{'",
                    e);
        }
    }
}
