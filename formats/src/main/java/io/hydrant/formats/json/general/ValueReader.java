package io.hydrant.formats.json.general;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.general.Coercions.Shape;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Appends values of one type to its vectors.
sealed interface ValueReader {
    /// @param value not JSON's null
    /// @throws Refusal if it does not fit; the vector then holds a part of it
    void append(JsonValue value, Vector target);

    /// Appends a value or null.
    ///
    /// @param value may be missing: null
    default void appendOrNull(JsonValue value, Vector target) {
        if (value == null || value == JsonValue.Null.NULL) {
            target.appendNull();
        } else {
            append(value, target);
        }
    }

    static ValueReader of(HiveType type, JsonDialect dialect, Coercions coercions) {
        return switch (type) {
            case HiveType.Array(HiveType element) ->
                    new ListReader(of(element, dialect, coercions), coercions);
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    new MapReader(key, of(value, dialect, coercions), coercions);
            case HiveType.Struct(List<Column> columns) ->
                    new StructReader(
                            Members.of(columns, dialect),
                            ofAll(columns, dialect, coercions),
                            coercions);
            case HiveType.Primitive _, HiveType.Decimal _, HiveType.Char _, HiveType.Varchar _ ->
                    new ScalarReader(type, coercions);
        };
    }

    static List<ValueReader> ofAll(List<Column> columns, JsonDialect dialect, Coercions coercions) {
        return columns.stream().map(column -> of(column.type(), dialect, coercions)).toList();
    }

    record ScalarReader(HiveType type, Coercions coercions) implements ValueReader {
        @Override
        public void append(JsonValue value, Vector target) {
            coercions.appendScalar(type, value, target);
        }
    }

    record ListReader(ValueReader element, Coercions coercions) implements ValueReader {
        @Override
        public void append(JsonValue value, Vector target) {
            switch (coercions.elements(value)) {
                case Shape.Empty<List<JsonValue>> _ -> target.appendNull();
                case Shape.Filled<List<JsonValue>>(List<JsonValue> elements) -> {
                    ListVector lists = (ListVector) target;
                    for (JsonValue each : elements) {
                        element.appendOrNull(each, lists.elements());
                    }
                    lists.endList();
                }
            }
        }
    }

    record StructReader(Members members, List<ValueReader> readers, Coercions coercions)
            implements ValueReader {
        @Override
        public void append(JsonValue value, Vector target) {
            switch (coercions.members(members, value)) {
                case Shape.Empty<JsonValue[]> _ -> target.appendNull();
                case Shape.Filled<JsonValue[]>(JsonValue[] values) -> {
                    StructVector structs = (StructVector) target;
                    for (int i = 0; i < values.length; i++) {
                        readers.get(i).appendOrNull(values[i], structs.member(i));
                    }
                    structs.endStruct();
                }
            }
        }
    }

    /// Keys that are the same once they have their type, as `1` and `01` are, make one pair with
    /// the last value: readers of files refuse maps that have a key twice.
    record MapReader(HiveType key, ValueReader value, Coercions coercions) implements ValueReader {
        @Override
        public void append(JsonValue object, Vector target) {
            switch (coercions.pairs(object)) {
                case Shape.Empty<Map<String, JsonValue>> _ -> target.appendNull();
                case Shape.Filled<Map<String, JsonValue>>(Map<String, JsonValue> pairs) -> {
                    MapVector maps = (MapVector) target;
                    for (JsonValue each : distinct(pairs, maps.keys()).values()) {
                        value.appendOrNull(each, maps.values());
                    }
                    maps.endMap();
                }
            }
        }

        /// Appends the keys and gives their values in the same order.
        private Map<Object, JsonValue> distinct(Map<String, JsonValue> pairs, Vector keys) {
            Map<Object, JsonValue> valueByKey = LinkedHashMap.newLinkedHashMap(pairs.size());
            for (Map.Entry<String, JsonValue> pair : pairs.entrySet()) {
                coercions.appendKey(key, pair.getKey(), keys);
                int last = keys.count() - 1;
                if (valueByKey.put(slot(keys, last), pair.getValue()) != null) {
                    keys.truncate(last);
                }
            }
            return valueByKey;
        }

        private static Object slot(Vector keys, int index) {
            return switch (keys) {
                case IntVector ints -> ints.get(index);
                case LongVector longs -> longs.get(index);
                case BytesVector texts -> {
                    // Strings, because maps of them stay fast when hostile keys share one hash.
                    byte[] bytes = texts.bytes();
                    int length = texts.length(index);
                    yield new String(
                            bytes, texts.start(index), length, StandardCharsets.ISO_8859_1);
                }
                case ListVector _, MapVector _, StructVector _ ->
                        throw new IllegalStateException("a map's key holds other values");
            };
        }
    }
}
