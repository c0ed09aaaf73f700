package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// An API of the AWS JSON protocol, with a good input of each operation to be spoilt. The inputs
/// hold no escapes.
///
/// @param targetPrefix of `X-Amz-Target`, with its dot
/// @param inputs JSON by operation, each with as many members as it knows
/// @param required members without which an operation cannot be called, as pointers
/// @param takesNothing operations whose input may be empty
/// @param nullText what the refusal of an absent member says
record Api(
        String service,
        String targetPrefix,
        Map<String, String> inputs,
        Map<String, List<String>> required,
        Set<String> takesNothing,
        String nullText) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/x-amz-json-1.1";

    /// A call in JSON, not signed yet.
    Draft json(String operation, byte[] body) {
        return call(operation, JSON_TYPE, body);
    }

    /// A call in any encoding, not signed yet.
    Draft call(String operation, String contentType, byte[] body) {
        return Draft.of(
                "POST",
                "/",
                Map.of("content-type", contentType, "x-amz-target", targetPrefix + operation),
                body);
    }

    Draft.Signature signature(int port) {
        return Draft.Signature.of(port, service);
    }

    ObjectNode tree(String operation) {
        try {
            return (ObjectNode) JSON.readTree(inputs.get(operation));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(operation, e);
        }
    }
}
