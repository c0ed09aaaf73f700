package io.hydrant.formats.json.general;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which values of an object belong to the columns of a table or the members of a struct.
sealed interface Members {
    /// The values of all members in their order; null where the object has none.
    JsonValue[] pick(Map<String, JsonValue> object);

    int count();

    /// The values of all members by their position in an array; null where it is too short.
    default JsonValue[] pick(List<JsonValue> array) {
        int present = Math.min(array.size(), count());
        return array.subList(0, present).toArray(new JsonValue[count()]);
    }

    static Members of(List<Column> columns, JsonDialect dialect) {
        return switch (dialect) {
            case JsonDialect.OpenX openX -> OpenX.of(columns, openX);
            case JsonDialect.Hive _ -> Hive.of(columns);
        };
    }

    /// A member has one key: its name, or what the mapping has instead, in lower case if case does
    /// not matter. Mappings and dots hold at every depth, because the library shares its options
    /// between all structs; several members may have the same key. A key with dots that would be
    /// the member's name with underscores counts only if the key itself is missing; of several such
    /// the last counts.
    ///
    /// Source: OpenX JSON SerDe, `JsonStructObjectInspector`.
    record OpenX(List<String> keys, Map<String, Integer> indexByDottedKey) implements Members {
        private static OpenX of(List<Column> columns, JsonDialect.OpenX dialect) {
            List<String> names =
                    columns.stream().map(column -> folded(column.name(), dialect)).toList();
            Map<String, String> keyByName = new HashMap<>();
            dialect.keysByColumn()
                    .forEach((name, key) -> keyByName.put(folded(name, dialect), key));
            Map<String, Integer> dotted = new HashMap<>();
            if (dialect.dotsToUnderscores()) {
                for (int i = 0; i < names.size(); i++) {
                    dotted.putIfAbsent(names.get(i), i);
                }
            }
            List<String> keys =
                    names.stream()
                            .map(name -> folded(keyByName.getOrDefault(name, name), dialect))
                            .toList();
            return new OpenX(keys, dotted);
        }

        private static String folded(String name, JsonDialect.OpenX dialect) {
            return dialect.caseInsensitive() ? name.toLowerCase(Locale.ROOT) : name;
        }

        @Override
        public int count() {
            return keys.size();
        }

        @Override
        public JsonValue[] pick(Map<String, JsonValue> object) {
            JsonValue[] values = new JsonValue[keys.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = object.get(keys.get(i));
            }
            if (!indexByDottedKey.isEmpty()) {
                pickDotted(object, values);
            }
            return values;
        }

        private void pickDotted(Map<String, JsonValue> object, JsonValue[] values) {
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                String key = member.getKey();
                if (key.indexOf('.') >= 0) {
                    Integer index = indexByDottedKey.get(key.replace('.', '_'));
                    if (index != null && !object.containsKey(keys.get(index))) {
                        values[index] = member.getValue();
                    }
                }
            }
        }
    }

    /// Names in either case; of several spellings the last counts.
    ///
    /// Source: Hive's `org.apache.hive.hcatalog.data.JsonSerDe`.
    record Hive(int count, Map<String, Integer> indexByName) implements Members {
        private static Hive of(List<Column> columns) {
            Map<String, Integer> indexByName = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                indexByName.put(columns.get(i).name().toLowerCase(Locale.ROOT), i);
            }
            return new Hive(columns.size(), indexByName);
        }

        @Override
        public JsonValue[] pick(Map<String, JsonValue> object) {
            JsonValue[] values = new JsonValue[count];
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                Integer index = indexByName.get(member.getKey().toLowerCase(Locale.ROOT));
                if (index != null) {
                    values[index] = member.getValue();
                }
            }
            return values;
        }
    }
}
