package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/// A function of values: one output for an input and one value of each argument.
@FunctionalInterface
interface Native {
    /// @throws ProgramError what the program may catch
    JsonNode apply(JsonNode input, List<JsonNode> arguments, Meter meter);
}
