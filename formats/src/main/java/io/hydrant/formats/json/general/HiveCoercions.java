package io.hydrant.formats.json.general;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.general.JsonDocuments.Keys;
import io.hydrant.formats.json.value.Integers;
import io.hydrant.formats.json.value.TimestampFormats;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.util.List;
import java.util.Map;

/// What Hive's JSON SerDe makes of values, as the service runs it.
///
/// | Type | Takes | Refuses |
/// |---|---|---|
/// | tinyint to bigint | numbers, cut off at the point | text, booleans |
/// | float, double | numbers | text, booleans |
/// | decimal | numbers, rounded half up to the scale | text, booleans |
/// | boolean | `true`, `false`, also as text in either case | other text, numbers |
/// | string, varchar, char | text of scalars, cut to the length | nested values |
/// | binary | text of scalars, as UTF-8 | nested values |
/// | date | `yyyy-[M]M-[d]d` | all else |
/// | timestamp | see [TimestampFormats] | all else |
/// | array | an array | all else |
/// | map, struct | an object | all else |
///
/// Numbers out of their type's range are refused, except that floats and doubles become infinite. A
/// map's keys are text and read as such whatever their type: `{"1": 2}` is a map of numbers.
///
/// Where the library would lose data in silence the record is rejected instead: it takes 200 into a
/// tinyint as -56 and any text but `true` into a boolean as false. Its own names of columns,
/// `_col0` and so on, are ordinary keys here.
///
/// Source: what was seen of the service, else Hive's `org.apache.hive.hcatalog.data.JsonSerDe` and
/// Jackson's accessors below it.
final class HiveCoercions implements Coercions {
    private final ScalarVectors scalars = new ScalarVectors();
    private final Integers integers = new Integers();
    private final TimestampFormats timestamps;

    HiveCoercions(JsonDialect.Hive dialect) {
        this.timestamps = TimestampFormats.of(dialect.timestampFormats());
    }

    /// What `java.sql.Timestamp` says of text that is none.
    static Refusal timestampForm() {
        return Refusal.mismatch("Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]");
    }

    @Override
    public Keys keys() {
        return Keys.AS_WRITTEN;
    }

    @Override
    public void appendScalar(HiveType type, JsonValue value, Vector target) {
        switch (type) {
            case Primitive primitive -> appendPrimitive(primitive, value, target);
            case HiveType.Decimal decimal ->
                    scalars.appendDecimal(decimal, numberText(value), target);
            case HiveType.Char limited ->
                    ScalarVectors.appendChar(limited, scalarText(value), target);
            case HiveType.Varchar limited ->
                    ScalarVectors.appendVarchar(limited, scalarText(value), target);
            case HiveType.Array _, HiveType.Mapping _, HiveType.Struct _ ->
                    throw new IllegalStateException(type + " is no scalar");
        }
    }

    private void appendPrimitive(Primitive type, JsonValue value, Vector target) {
        switch (type) {
            case BOOLEAN -> ScalarVectors.appendBoolean(scalarText(value), target);
            case TINYINT, SMALLINT, INT, BIGINT -> appendInteger(type, numberText(value), target);
            case FLOAT, DOUBLE -> ScalarVectors.appendFloating(type, numberText(value), target);
            case STRING, BINARY ->
                    ScalarVectors.appendBytes(ScalarVectors.utf8(scalarText(value)), target);
            case DATE -> ScalarVectors.appendDate(scalarText(value), target);
            case TIMESTAMP -> appendTimestamp(scalarText(value), target);
        }
    }

    @Override
    public void appendKey(HiveType type, String key, Vector target) {
        switch (type) {
            case Primitive.TINYINT, Primitive.SMALLINT, Primitive.INT, Primitive.BIGINT -> {
                byte[] bytes = ScalarVectors.utf8(key);
                if (!integers.parse(bytes, 0, bytes.length)) {
                    throw Refusal.input(key);
                }
                appendInteger((Primitive) type, key, target);
            }
            case Primitive.FLOAT, Primitive.DOUBLE ->
                    ScalarVectors.appendFloating((Primitive) type, key, target);
            case HiveType.Decimal decimal -> scalars.appendDecimal(decimal, key, target);
            default -> appendScalar(type, new JsonValue.Text(key), target);
        }
    }

    private void appendInteger(Primitive type, String text, Vector target) {
        byte[] bytes = ScalarVectors.utf8(text);
        boolean isLong = integers.parseWholePart(bytes, 0, bytes.length);
        long value = integers.value();
        switch (type) {
            case TINYINT -> {
                require(isLong && value == (byte) value, text, "Java byte");
                ((IntVector) target).append((int) value);
            }
            case SMALLINT -> {
                require(isLong && value == (short) value, text, "Java short");
                ((IntVector) target).append((int) value);
            }
            case INT -> {
                require(isLong && value == (int) value, text, "int");
                ((IntVector) target).append((int) value);
            }
            default -> {
                require(isLong, text, "long");
                ((LongVector) target).append(value);
            }
        }
    }

    private static void require(boolean fits, String text, String range) {
        if (!fits) {
            throw Refusal.mismatch(
                    "Numeric value (" + Refusal.shown(text) + ") out of range of " + range);
        }
    }

    private void appendTimestamp(String text, Vector target) {
        if (!timestamps.parse(text)) {
            throw timestampForm();
        }
        ((LongVector) target).append(timestamps.epochNanos());
    }

    @Override
    public Shape<List<JsonValue>> elements(JsonValue value) {
        if (value instanceof JsonValue.Array(List<JsonValue> elements)) {
            return new Shape.Filled<>(elements);
        }
        throw Refusal.mismatch("java.io.IOException: Start of Array expected");
    }

    @Override
    public Shape<Map<String, JsonValue>> pairs(JsonValue value) {
        if (value instanceof JsonValue.Structure(Map<String, JsonValue> pairs)) {
            return new Shape.Filled<>(pairs);
        }
        throw objectExpected();
    }

    @Override
    public Shape<JsonValue[]> members(Members members, JsonValue value) {
        if (value instanceof JsonValue.Structure(Map<String, JsonValue> object)) {
            return new Shape.Filled<>(members.pick(object));
        }
        throw objectExpected();
    }

    @Override
    public JsonValue[] columns(Members members, JsonValue document) {
        if (document instanceof JsonValue.Structure(Map<String, JsonValue> object)) {
            return members.pick(object);
        }
        throw Refusal.mismatch("java.io.IOException: Start token not found where expected");
    }

    private static Refusal objectExpected() {
        return Refusal.mismatch("java.io.IOException: Start of Object expected");
    }

    private static String numberText(JsonValue value) {
        if (value instanceof JsonValue.Number(String text, boolean _)) {
            return text;
        }
        throw Refusal.mismatch(
                "Current token ("
                        + token(value)
                        + ") not numeric, can not use numeric value accessors");
    }

    private static String token(JsonValue value) {
        return switch (value) {
            case JsonValue.Null _ -> "VALUE_NULL";
            case JsonValue.Bool bool -> "VALUE_" + bool.name();
            case JsonValue.Number _ -> "VALUE_NUMBER_INT";
            case JsonValue.Text _ -> "VALUE_STRING";
            case JsonValue.Array _ -> "START_ARRAY";
            case JsonValue.Structure _ -> "START_OBJECT";
        };
    }

    private static String scalarText(JsonValue value) {
        return switch (value) {
            case JsonValue.Text(String text) -> text;
            case JsonValue.Number(String text, boolean _) -> text;
            case JsonValue.Bool bool -> bool.toString();
            case JsonValue.Null _, JsonValue.Array _, JsonValue.Structure _ ->
                    throw Refusal.format();
        };
    }
}
