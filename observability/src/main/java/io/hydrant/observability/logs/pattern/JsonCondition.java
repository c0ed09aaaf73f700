package io.hydrant.observability.logs.pattern;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/// What a JSON pattern asks of a document.
sealed interface JsonCondition {
    boolean holds(JsonNode root);

    /// All of several.
    record And(List<JsonCondition> conditions) implements JsonCondition {
        @Override
        public boolean holds(JsonNode root) {
            return conditions.stream().allMatch(condition -> condition.holds(root));
        }
    }

    /// One of several.
    record Or(List<JsonCondition> conditions) implements JsonCondition {
        @Override
        public boolean holds(JsonNode root) {
            return conditions.stream().anyMatch(condition -> condition.holds(root));
        }
    }

    /// A comparison of a value with what the pattern says. Does not hold of a value that is not
    /// there, of an object, an array or null, also when it asks for a difference.
    record Compared(Selector selector, Comparison comparison) implements JsonCondition {
        @Override
        public boolean holds(JsonNode root) {
            return selector.select(root).stream()
                    .filter(value -> value.isValueNode() && !value.isNull())
                    .anyMatch(value -> comparison.holds(value.asText()));
        }
    }

    /// `IS NULL`.
    record IsNull(Selector selector) implements JsonCondition {
        @Override
        public boolean holds(JsonNode root) {
            return selector.select(root).stream().anyMatch(JsonNode::isNull);
        }
    }

    /// `IS TRUE` and `IS FALSE`.
    record IsBoolean(Selector selector, boolean expected) implements JsonCondition {
        @Override
        public boolean holds(JsonNode root) {
            return selector.select(root).stream()
                    .anyMatch(value -> value.isBoolean() && value.booleanValue() == expected);
        }
    }

    /// `NOT EXISTS`, and `EXISTS`.
    record Exists(Selector selector, boolean expected) implements JsonCondition {
        @Override
        public boolean holds(JsonNode root) {
            return selector.select(root).isEmpty() != expected;
        }
    }
}
