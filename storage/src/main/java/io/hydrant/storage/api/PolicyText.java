package io.hydrant.storage.api;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;

/// The only XML-free configuration: a policy is a JSON object.
final class PolicyText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PolicyText() {}

    /// @throws ObjectStoreException `MalformedPolicy`
    static void check(byte[] content) {
        try {
            if (MAPPER.readTree(content).path("Statement").isMissingNode()) {
                throw new ObjectStoreException(
                        "MalformedPolicy", "Missing required field Statement");
            }
        } catch (IOException e) {
            throw new ObjectStoreException(
                    "MalformedPolicy",
                    "Policies must be valid JSON and the first byte must be '{'",
                    e);
        }
    }
}
