package io.hydrant.formats.infer;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// All that was seen of one field. For one thread.
final class Shape {
    /// Objects with more keys have data for keys: they are maps.
    private static final int MEMBERS_MAX = 500;

    /// What is nested deeper is text.
    private static final int DEPTH_MAX = 32;

    /// Letters that the text of a type cannot have in names of members.
    private static final Pattern TROUBLE = Pattern.compile("[<>(),:`'\"\\s]");

    private enum Kind {
        BOOLEAN("booleans"),
        NUMBER("numbers"),
        TEXT("texts"),
        ARRAY("arrays"),
        OBJECT("objects");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    private final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    private Primitive number = Primitive.INT;
    private boolean onlyDates = true;
    private boolean onlyTimestamps = true;
    private boolean tooDeep;
    private Optional<Shape> elements = Optional.empty();
    private Map<String, Shape> members = new LinkedHashMap<>();

    /// Of all members, once there are too many for a struct.
    private Optional<Shape> values = Optional.empty();

    void add(JsonNode value, TextForms forms, int depth) {
        switch (value.getNodeType()) {
            case NULL, MISSING -> {
                // A null fits every type.
            }
            case BOOLEAN -> kinds.add(Kind.BOOLEAN);
            case NUMBER -> addNumber(value);
            case STRING -> addText(value.textValue(), forms);
            case ARRAY -> addArray(value, forms, depth);
            case OBJECT -> addObject(value, forms, depth);
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + value);
        }
    }

    private void addNumber(JsonNode value) {
        kinds.add(Kind.NUMBER);
        Primitive type = Primitive.DOUBLE;
        if (value.isIntegralNumber()) {
            Primitive wide = value.canConvertToLong() ? Primitive.BIGINT : Primitive.STRING;
            type = value.canConvertToInt() ? Primitive.INT : wide;
        }
        number = wider(number, type);
    }

    /// Digits that fit no number are kept as text, and so are all others of the field.
    private static Primitive wider(Primitive first, Primitive second) {
        List<Primitive> order =
                List.of(Primitive.INT, Primitive.BIGINT, Primitive.DOUBLE, Primitive.STRING);
        return order.indexOf(first) < order.indexOf(second) ? second : first;
    }

    private void addText(String text, TextForms forms) {
        kinds.add(Kind.TEXT);
        onlyDates = onlyDates && TextForms.isDate(text);
        onlyTimestamps = onlyTimestamps && forms.isTimestamp(text);
    }

    private void addArray(JsonNode array, TextForms forms, int depth) {
        kinds.add(Kind.ARRAY);
        if (depth >= DEPTH_MAX) {
            tooDeep = true;
            return;
        }
        Shape shape = elements.orElseGet(Shape::new);
        elements = Optional.of(shape);
        array.forEach(element -> shape.add(element, forms, depth + 1));
    }

    private void addObject(JsonNode object, TextForms forms, int depth) {
        kinds.add(Kind.OBJECT);
        if (depth >= DEPTH_MAX) {
            tooDeep = true;
            return;
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            member(member.getKey()).add(member.getValue(), forms, depth + 1);
        }
    }

    private Shape member(String key) {
        if (values.isPresent()) {
            return values.get();
        }
        Shape member = members.computeIfAbsent(key.toLowerCase(Locale.ROOT), _ -> new Shape());
        if (members.size() <= MEMBERS_MAX) {
            return member;
        }
        Shape all = new Shape();
        members.values().forEach(all::merge);
        members = new LinkedHashMap<>();
        values = Optional.of(all);
        return all;
    }

    private void merge(Shape other) {
        kinds.addAll(other.kinds);
        number = wider(number, other.number);
        onlyDates = onlyDates && other.onlyDates;
        onlyTimestamps = onlyTimestamps && other.onlyTimestamps;
        tooDeep = tooDeep || other.tooDeep;
        other.elements.ifPresent(
                shape -> {
                    Shape mine = elements.orElseGet(Shape::new);
                    elements = Optional.of(mine);
                    mine.merge(shape);
                });
        other.members.forEach((key, shape) -> member(key).merge(shape));
        other.values.ifPresent(shape -> member("").merge(shape));
    }

    /// The type that holds all that was seen.
    ///
    /// @param path of the field, for remarks
    HiveType type(String path, List<String> remarks) {
        if (kinds.size() > 1) {
            String all =
                    kinds.stream().map(kind -> kind.plural).collect(Collectors.joining(" and "));
            remarks.add("'" + path + "' is a string: it holds " + all);
            return Primitive.STRING;
        }
        if (tooDeep) {
            remarks.add(
                    "'"
                            + path
                            + "' is a string: it is nested deeper than "
                            + DEPTH_MAX
                            + " levels");
            return Primitive.STRING;
        }
        return kinds.isEmpty() ? Primitive.STRING : type(kinds.iterator().next(), path, remarks);
    }

    private HiveType type(Kind kind, String path, List<String> remarks) {
        return switch (kind) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case NUMBER -> {
                if (number == Primitive.STRING) {
                    remarks.add("'" + path + "' is a string: its numbers fit no bigint");
                }
                yield number;
            }
            case TEXT -> textType();
            case ARRAY -> new HiveType.Array(elements.orElseThrow().type(path + "[]", remarks));
            case OBJECT -> objectType(path, remarks);
        };
    }

    private HiveType textType() {
        if (onlyDates) {
            return Primitive.DATE;
        }
        return onlyTimestamps ? Primitive.TIMESTAMP : Primitive.STRING;
    }

    private HiveType objectType(String path, List<String> remarks) {
        if (values.isPresent()) {
            remarks.add("'" + path + "' is a map: it has more than " + MEMBERS_MAX + " keys");
            return new HiveType.Mapping(Primitive.STRING, values.get().type(path + ".*", remarks));
        }
        List<Column> columns = new ArrayList<>();
        members.forEach(
                (key, shape) -> {
                    String inside = path + "." + key;
                    if (key.isEmpty() || TROUBLE.matcher(key).find()) {
                        remarks.add("'" + inside + "' is left out: it cannot name a member");
                    } else {
                        columns.add(new Column(key, shape.type(inside, remarks)));
                    }
                });
        return columns.isEmpty()
                ? new HiveType.Mapping(Primitive.STRING, Primitive.STRING)
                : new HiveType.Struct(columns);
    }
}
