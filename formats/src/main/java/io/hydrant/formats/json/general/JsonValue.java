package io.hydrant.formats.json.general;

import java.util.List;
import java.util.Map;

/// A value of a JSON document. Numbers keep their text.
sealed interface JsonValue {
    enum Null implements JsonValue {
        NULL
    }

    enum Bool implements JsonValue {
        FALSE,
        TRUE;

        @Override
        public String toString() {
            return this == TRUE ? "true" : "false";
        }
    }

    /// @param whole whether there is neither a point nor an exponent
    record Number(String text, boolean whole) implements JsonValue {}

    record Text(String text) implements JsonValue {}

    record Array(List<JsonValue> elements) implements JsonValue {}

    /// @param members each key once, with the last value it had
    record Structure(Map<String, JsonValue> members) implements JsonValue {}
}
