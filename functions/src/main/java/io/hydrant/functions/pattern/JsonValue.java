package io.hydrant.functions.pattern;

import java.util.List;
import java.util.Map;

/// JSON as patterns see it: numbers are kept as they were written.
sealed interface JsonValue {
    JsonValue EMPTY = new Fields(Map.of());

    /// What has no values inside.
    sealed interface Scalar extends JsonValue {}

    record Text(String text) implements Scalar {}

    record Numeral(String digits) implements Scalar {}

    /// @param word `true`, `false` or `null`
    record Word(String word) implements Scalar {}

    record Items(List<JsonValue> items) implements JsonValue {}

    record Fields(Map<String, JsonValue> fields) implements JsonValue {}
}
