package io.hydrant.formats.json.general;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.general.JsonDocuments.Keys;
import io.hydrant.formats.json.value.Integers;
import io.hydrant.formats.json.value.Timestamps;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/// What the OpenX JSON SerDe makes of values, as the service runs it.
///
/// Numbers are their text, so a number and a string of the same characters are the same:
///
/// | Type | Takes | Refuses |
/// |---|---|---|
/// | tinyint to bigint | digits with or without a sign, `0x` and more | points, exponents, blanks |
/// | float, double | what `parseDouble` reads | other text |
/// | decimal | numbers, rounded half up to the scale | other text |
/// | boolean | `true`, `false`, also as text in either case | other text, numbers |
/// | string | text of scalars, nested values as compact JSON | |
/// | varchar, char | the same, cut to the length | |
/// | binary | Base64 text | all else |
/// | date | `yyyy-[M]M-[d]d` | all else |
/// | timestamp | see [Timestamps] | all else |
/// | array | an array; `""` is null; any other value is its only element | |
/// | map | an object; blank text is null | all else |
/// | struct | an object; an array, by position; blank text is null | other scalars |
///
/// Numbers out of their type's range are refused, except that floats and doubles become infinite.
/// Where values are nested but should not be, the refusal says so as Java's casts do.
///
/// Source: what was seen of the service, else OpenX JSON SerDe 1.3.9: `ParsePrimitiveUtils`,
/// `JsonListObjectInspector`, `JsonObjectInspectorUtils`. Of binary the library knows nothing;
/// Base64 is what Trino's reader of the same format takes.
final class OpenXCoercions implements Coercions {
    private static final String JSON_PACKAGE = "org.openx.data.jsonserde.json.";
    private static final String STRUCTURE_CLASS = JSON_PACKAGE + "JSONObject";
    private static final String ARRAY_CLASS = JSON_PACKAGE + "JSONArray";

    private final JsonDialect.OpenX dialect;
    private final ScalarVectors scalars = new ScalarVectors();
    private final Integers integers = new Integers();
    private final Timestamps timestamps = new Timestamps();

    OpenXCoercions(JsonDialect.OpenX dialect) {
        this.dialect = dialect;
    }

    @Override
    public Keys keys() {
        return dialect.caseInsensitive() ? Keys.LOWER_CASED : Keys.AS_WRITTEN;
    }

    @Override
    public void appendScalar(HiveType type, JsonValue value, Vector target) {
        switch (type) {
            case Primitive primitive -> appendPrimitive(primitive, value, target);
            case HiveType.Decimal decimal ->
                    scalars.appendDecimal(decimal, numberText(value), target);
            case HiveType.Char limited -> ScalarVectors.appendChar(limited, anyText(value), target);
            case HiveType.Varchar limited ->
                    ScalarVectors.appendVarchar(limited, anyText(value), target);
            case HiveType.Array _, HiveType.Mapping _, HiveType.Struct _ ->
                    throw new IllegalStateException(type + " is no scalar");
        }
    }

    private void appendPrimitive(Primitive type, JsonValue value, Vector target) {
        switch (type) {
            case BOOLEAN -> appendBoolean(value, target);
            case TINYINT, SMALLINT, INT, BIGINT -> appendInteger(type, numberText(value), target);
            case FLOAT, DOUBLE -> ScalarVectors.appendFloating(type, numberText(value), target);
            case STRING -> ScalarVectors.appendBytes(ScalarVectors.utf8(anyText(value)), target);
            case BINARY -> appendBinary(value, target);
            case DATE -> ScalarVectors.appendDate(scalarText(value, "java.sql.Date"), target);
            case TIMESTAMP -> appendTimestamp(value, target);
        }
    }

    @Override
    public void appendKey(HiveType type, String key, Vector target) {
        appendScalar(type, new JsonValue.Text(key), target);
    }

    private static void appendBoolean(JsonValue value, Vector target) {
        switch (value) {
            case JsonValue.Bool bool ->
                    ScalarVectors.appendBoolean(bool == JsonValue.Bool.TRUE, target);
            case JsonValue.Text text -> ScalarVectors.appendBoolean(text.text(), target);
            case JsonValue.Null _, JsonValue.Number _, JsonValue.Array _, JsonValue.Structure _ ->
                    throw Refusal.cast(javaClass(value), "java.lang.Boolean");
        }
    }

    private void appendInteger(Primitive type, String text, Vector target) {
        long value = integer(text);
        switch (type) {
            case TINYINT -> {
                requireSmall(value == (byte) value, value, text);
                ((IntVector) target).append((int) value);
            }
            case SMALLINT -> {
                requireSmall(value == (short) value, value, text);
                ((IntVector) target).append((int) value);
            }
            case INT -> {
                if (value != (int) value) {
                    throw Refusal.input(text);
                }
                ((IntVector) target).append((int) value);
            }
            default -> ((LongVector) target).append(value);
        }
    }

    private long integer(String text) {
        if (text.startsWith("0x") || text.startsWith("0X")) {
            try {
                return Long.parseLong(text, 2, text.length(), 16);
            } catch (NumberFormatException _) {
                throw Refusal.input(text.substring(2));
            }
        }
        byte[] bytes = ScalarVectors.utf8(text);
        if (!integers.parse(bytes, 0, bytes.length)) {
            throw Refusal.input(text);
        }
        return integers.value();
    }

    /// Java reads small numbers as an `int` first: only if they are one is it their range that
    /// fails.
    private static void requireSmall(boolean fits, long value, String text) {
        if (fits) {
            return;
        }
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        String digits = hexadecimal ? text.substring(2) : text;
        throw value == (int) value
                ? Refusal.mismatch(
                        "Value out of range. Value:\""
                                + Refusal.shown(digits)
                                + "\" Radix:"
                                + (hexadecimal ? 16 : 10))
                : Refusal.input(digits);
    }

    private static void appendBinary(JsonValue value, Vector target) {
        if (!(value instanceof JsonValue.Text(String text))) {
            throw Refusal.cast(javaClass(value), "[B");
        }
        try {
            ScalarVectors.appendBytes(Base64.getDecoder().decode(ScalarVectors.utf8(text)), target);
        } catch (IllegalArgumentException e) {
            throw Refusal.mismatch(e.getMessage());
        }
    }

    private void appendTimestamp(JsonValue value, Vector target) {
        String text = scalarText(value, "java.sql.Timestamp");
        byte[] bytes = ScalarVectors.utf8(text);
        if (!timestamps.parse(bytes, 0, bytes.length)) {
            throw text.indexOf(':') > 0 ? HiveCoercions.timestampForm() : Refusal.input(text);
        }
        ((LongVector) target).append(timestamps.epochNanos());
    }

    @Override
    public Shape<List<JsonValue>> elements(JsonValue value) {
        return switch (value) {
            case JsonValue.Array(List<JsonValue> elements) -> new Shape.Filled<>(elements);
            case JsonValue.Text(String text) when text.isEmpty() -> new Shape.Empty<>();
            case JsonValue.Null _,
                    JsonValue.Bool _,
                    JsonValue.Number _,
                    JsonValue.Text _,
                    JsonValue.Structure _ ->
                    new Shape.Filled<>(List.of(value));
        };
    }

    @Override
    public Shape<Map<String, JsonValue>> pairs(JsonValue value) {
        return switch (value) {
            case JsonValue.Structure(Map<String, JsonValue> pairs) -> new Shape.Filled<>(pairs);
            case JsonValue.Text(String text) when isBlank(text) -> new Shape.Empty<>();
            case JsonValue.Null _,
                    JsonValue.Bool _,
                    JsonValue.Number _,
                    JsonValue.Text _,
                    JsonValue.Array _ ->
                    throw Refusal.cast(javaClass(value), STRUCTURE_CLASS);
        };
    }

    @Override
    public Shape<JsonValue[]> members(Members members, JsonValue value) {
        return switch (value) {
            case JsonValue.Structure _, JsonValue.Array _ ->
                    new Shape.Filled<>(columns(members, value));
            case JsonValue.Text(String text) when isBlank(text) -> new Shape.Empty<>();
            case JsonValue.Null _, JsonValue.Bool _, JsonValue.Number _, JsonValue.Text _ ->
                    throw Refusal.mismatch(
                            "Data is not JSONObject  but "
                                    + javaClass(value)
                                    + " with value "
                                    + Refusal.shown(javaText(value)));
        };
    }

    @Override
    public JsonValue[] columns(Members members, JsonValue document) {
        return switch (document) {
            case JsonValue.Structure(Map<String, JsonValue> object) -> members.pick(object);
            case JsonValue.Array(List<JsonValue> elements) -> members.pick(elements);
            case JsonValue.Null _, JsonValue.Bool _, JsonValue.Number _, JsonValue.Text _ ->
                    throw new IllegalStateException("a scalar has no columns");
        };
    }

    private static String numberText(JsonValue value) {
        return value instanceof JsonValue.Bool
                ? fail(value, "java.lang.Number")
                : scalarText(value, "java.lang.Number");
    }

    private static String scalarText(JsonValue value, String wantedClass) {
        return switch (value) {
            case JsonValue.Text(String text) -> text;
            case JsonValue.Number(String text, boolean _) -> text;
            case JsonValue.Null _, JsonValue.Bool _, JsonValue.Array _, JsonValue.Structure _ ->
                    fail(value, wantedClass);
        };
    }

    private static String fail(JsonValue value, String wantedClass) {
        throw Refusal.cast(javaClass(value), wantedClass);
    }

    private static String anyText(JsonValue value) {
        return value instanceof JsonValue.Text(String text) ? text : JsonText.of(value);
    }

    private static boolean isBlank(String text) {
        return text.trim().isEmpty();
    }

    /// What the service's parser would have made of the value.
    private static String javaClass(JsonValue value) {
        return switch (value) {
            case JsonValue.Null _ -> "null";
            case JsonValue.Bool _ -> "java.lang.Boolean";
            case JsonValue.Text _ -> "java.lang.String";
            case JsonValue.Array _ -> ARRAY_CLASS;
            case JsonValue.Structure _ -> STRUCTURE_CLASS;
            case JsonValue.Number(String text, boolean whole) -> {
                byte[] bytes = ScalarVectors.utf8(text);
                boolean isLong = new Integers().parse(bytes, 0, bytes.length);
                String wholeClass = isLong ? "java.lang.Long" : "java.math.BigInteger";
                yield whole ? wholeClass : "java.lang.Double";
            }
        };
    }

    private static String javaText(JsonValue value) {
        return value instanceof JsonValue.Number(String text, boolean whole) && !whole
                ? Double.toString(Double.parseDouble(text))
                : anyText(value);
    }
}
