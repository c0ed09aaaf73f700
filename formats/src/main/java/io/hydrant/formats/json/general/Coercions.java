package io.hydrant.formats.json.general;

import io.hydrant.formats.column.Vector;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.HiveType;

import java.util.List;
import java.util.Map;

/// What a dialect makes of values that may or may not fit their type. Values are never JSON's null:
/// that is null for every type.
///
/// All methods throw [Refusal] if the value does not fit.
sealed interface Coercions permits OpenXCoercions, HiveCoercions {
    static Coercions of(JsonDialect dialect) {
        return switch (dialect) {
            case JsonDialect.OpenX openX -> new OpenXCoercions(openX);
            case JsonDialect.Hive hive -> new HiveCoercions(hive);
        };
    }

    /// How keys are kept in parsed documents.
    JsonDocuments.Keys keys();

    /// Appends a value of a type that holds no others.
    void appendScalar(HiveType type, JsonValue value, Vector target);

    /// Appends the key of a map, which JSON has as text whatever its type is.
    void appendKey(HiveType type, String key, Vector target);

    /// What an array gets.
    Shape<List<JsonValue>> elements(JsonValue value);

    /// What a map gets.
    Shape<Map<String, JsonValue>> pairs(JsonValue value);

    /// What a struct gets: a value or null for each member.
    Shape<JsonValue[]> members(Members members, JsonValue value);

    /// What the columns of a row get from a document, which is an object or an array.
    JsonValue[] columns(Members members, JsonValue document);

    /// What is in a nested value, or that it is null after all.
    sealed interface Shape<T> {
        record Filled<T>(T parts) implements Shape<T> {}

        record Empty<T>() implements Shape<T> {}
    }
}
