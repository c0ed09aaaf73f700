package io.hydrant.formats.json.reference;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection.Cause;
import io.hydrant.formats.json.reference.JsonTree.Arr;
import io.hydrant.formats.json.reference.JsonTree.Malformed;
import io.hydrant.formats.json.reference.JsonTree.Member;
import io.hydrant.formats.json.reference.JsonTree.Null;
import io.hydrant.formats.json.reference.JsonTree.Obj;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.TableSchema;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Converts records to plain objects, as [io.hydrant.formats.json.RowsAsObjects] shows them.
final class ReferenceConverter {
    private final TableSchema schema;
    private final JsonDialect dialect;
    private final ReferenceScalars scalars;

    ReferenceConverter(TableSchema schema, JsonDialect dialect) {
        this.schema = schema;
        this.dialect = dialect;
        this.scalars =
                switch (dialect) {
                    case JsonDialect.OpenX _ -> new OpenXScalars();
                    case JsonDialect.Hive hive ->
                            new HiveScalars(hive.timestampFormats().contains("millis"));
                };
    }

    /// What became of a record: rows, or the cause of its rejection.
    record Outcome(List<List<Object>> rows, Optional<Cause> rejected) {}

    Outcome convert(byte[] record) {
        try {
            List<JsonTree> documents = JsonTree.parseAll(decode(record));
            if (documents.isEmpty()) {
                throw new Mismatch("empty");
            }
            documents.forEach(this::requireContainer);
            List<List<Object>> rows = new ArrayList<>();
            for (JsonTree document : documents) {
                rows.add(struct(schema.columns(), document));
            }
            return new Outcome(rows, Optional.empty());
        } catch (Malformed | CharacterCodingException _) {
            return new Outcome(List.of(), Optional.of(Cause.PARSE_ERROR));
        } catch (Mismatch _) {
            return new Outcome(List.of(), Optional.of(Cause.MALFORMED_DATA));
        }
    }

    private static String decode(byte[] record) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
    }

    private void requireContainer(JsonTree document) {
        if (!(document instanceof Obj || document instanceof Arr)) {
            throw new Mismatch("a primitive at the top");
        }
    }

    private Object value(HiveType type, JsonTree given) {
        if (given instanceof Null) {
            return null;
        }
        return switch (type) {
            case HiveType.Array(HiveType element) -> array(element, given);
            case HiveType.Mapping mapping -> map(mapping, given);
            case HiveType.Struct(List<Column> members) ->
                    isOpenX() && isBlankText(given) ? null : struct(members, given);
            case HiveType scalar -> scalars.scalar(scalar, normal(given));
        };
    }

    private Object array(HiveType element, JsonTree given) {
        if (given instanceof Arr(List<JsonTree> elements)) {
            List<Object> values = new ArrayList<>();
            elements.forEach(one -> values.add(value(element, one)));
            return values;
        }
        if (!isOpenX()) {
            throw new Mismatch("no array");
        }
        if (given instanceof JsonTree.Str(String text) && text.isEmpty()) {
            return null;
        }
        List<Object> values = new ArrayList<>();
        values.add(value(element, given));
        return values;
    }

    private Object map(HiveType.Mapping type, JsonTree given) {
        if (isOpenX() && isBlankText(given)) {
            return null;
        }
        Map<Object, JsonTree> last = new LinkedHashMap<>();
        members(given).forEach((key, value) -> last.put(scalars.key(type.key(), key), value));
        Map<Object, Object> values = new LinkedHashMap<>();
        last.forEach((key, value) -> values.put(key, value(type.value(), value)));
        return values;
    }

    private List<Object> struct(List<Column> columns, JsonTree given) {
        List<Object> row = new ArrayList<>();
        if (isOpenX() && given instanceof Arr(List<JsonTree> elements)) {
            for (int i = 0; i < columns.size(); i++) {
                JsonTree element = i < elements.size() ? elements.get(i) : new Null();
                row.add(value(columns.get(i).type(), element));
            }
            return row;
        }
        Map<String, JsonTree> members = members(given);
        for (Column column : columns) {
            row.add(value(column.type(), member(members, column.name())));
        }
        return row;
    }

    private JsonTree member(Map<String, JsonTree> members, String column) {
        return switch (dialect) {
            case JsonDialect.Hive _ -> {
                JsonTree last = new Null();
                for (Map.Entry<String, JsonTree> entry : members.entrySet()) {
                    if (entry.getKey().equalsIgnoreCase(column)) {
                        last = entry.getValue();
                    }
                }
                yield last;
            }
            case JsonDialect.OpenX openX -> {
                String key = openX.keysByColumn().getOrDefault(column, column);
                String wanted = openX.caseInsensitive() ? key.toLowerCase(Locale.ROOT) : key;
                yield members.getOrDefault(wanted, new Null());
            }
        };
    }

    /// The last of each key, where the key's last value stands.
    private Map<String, JsonTree> members(JsonTree given) {
        if (!(given instanceof Obj(List<Member> all))) {
            throw new Mismatch("no object");
        }
        boolean lowerCased = isLowerCased();
        Map<String, JsonTree> members = new LinkedHashMap<>();
        for (Member member : all) {
            String key = lowerCased ? member.key().toLowerCase(Locale.ROOT) : member.key();
            if (!lowerCased) {
                members.remove(key);
            }
            members.put(key, member.value());
        }
        return members;
    }

    /// Keys within values that become text are folded as all others are.
    private JsonTree normal(JsonTree given) {
        return switch (given) {
            case Obj obj -> {
                List<Member> members = new ArrayList<>();
                for (Map.Entry<String, JsonTree> entry : members(obj).entrySet()) {
                    members.add(new Member(entry.getKey(), normal(entry.getValue())));
                }
                yield new Obj(members);
            }
            case Arr(List<JsonTree> elements) -> {
                List<JsonTree> normal = new ArrayList<>();
                for (JsonTree element : elements) {
                    normal.add(normal(element));
                }
                yield new Arr(normal);
            }
            default -> given;
        };
    }

    private boolean isOpenX() {
        return dialect instanceof JsonDialect.OpenX;
    }

    private boolean isLowerCased() {
        return dialect instanceof JsonDialect.OpenX openX && openX.caseInsensitive();
    }

    private static boolean isBlankText(JsonTree given) {
        return given instanceof JsonTree.Str(String text) && text.chars().allMatch(c -> c <= ' ');
    }
}
