package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// An error that the program may catch.
final class ProgramError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JsonNode value;

    ProgramError(String message) {
        this(TextNode.valueOf(message));
    }

    ProgramError(JsonNode value) {
        super(null, null, false, false);
        this.value = value;
    }

    JsonNode value() {
        return value;
    }
}
