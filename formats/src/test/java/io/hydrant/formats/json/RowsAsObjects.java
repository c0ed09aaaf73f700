package io.hydrant.formats.json;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows as plain objects that can be compared and printed.
///
/// | Hive type | Object |
/// |---|---|
/// | any null | `null` |
/// | boolean | `Boolean` |
/// | tinyint, smallint, int, bigint | `Long` |
/// | float, double | `Double`; a float's value is widened, so 1.1 is `(double) 1.1f` |
/// | decimal | `BigDecimal` of the type's scale |
/// | string, char, varchar | `String` |
/// | binary | `String`, `0x` and hexadecimal digits |
/// | date | `LocalDate` |
/// | timestamp | `Long`, nanoseconds since 1970 |
/// | array, struct | `List` |
/// | map | `Map` in the order of its pairs |
public final class RowsAsObjects {
    private RowsAsObjects() {}

    /// All rows of the batch, each with its columns' values.
    public static List<List<Object>> of(RowBatch rows) {
        List<List<Object>> objects = new ArrayList<>();
        for (int row = 0; row < rows.rowCount(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < rows.columnCount(); column++) {
                HiveType type = rows.schema().columns().get(column).type();
                values.add(value(type, rows.column(column), row));
            }
            objects.add(values);
        }
        return objects;
    }

    /// The value at `index` of a vector that holds this type.
    public static Object value(HiveType type, Vector vector, int index) {
        if (vector.isNull(index)) {
            return null;
        }
        return switch (type) {
            case Primitive primitive -> primitive(primitive, vector, index);
            case HiveType.Decimal decimal -> decimal(decimal, vector, index);
            case HiveType.Char _, HiveType.Varchar _ -> text(vector, index);
            case HiveType.Array(HiveType element) -> list(element, (ListVector) vector, index);
            case HiveType.Mapping mapping -> map(mapping, (MapVector) vector, index);
            case HiveType.Struct(List<Column> members) ->
                    struct(members, (StructVector) vector, index);
        };
    }

    private static Object primitive(Primitive type, Vector vector, int index) {
        return switch (type) {
            case BOOLEAN -> ((IntVector) vector).get(index) != 0;
            case TINYINT, SMALLINT, INT -> (long) ((IntVector) vector).get(index);
            case BIGINT, TIMESTAMP -> ((LongVector) vector).get(index);
            case FLOAT -> (double) Float.intBitsToFloat(((IntVector) vector).get(index));
            case DOUBLE -> Double.longBitsToDouble(((LongVector) vector).get(index));
            case DATE -> LocalDate.ofEpochDay(((IntVector) vector).get(index));
            case STRING -> text(vector, index);
            case BINARY -> "0x" + HexFormat.of().formatHex(bytes(vector, index));
        };
    }

    private static BigDecimal decimal(HiveType.Decimal type, Vector vector, int index) {
        BigInteger unscaled =
                vector instanceof LongVector longs
                        ? BigInteger.valueOf(longs.get(index))
                        : new BigInteger(bytes(vector, index));
        return new BigDecimal(unscaled, type.scale());
    }

    private static String text(Vector vector, int index) {
        return new String(bytes(vector, index), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Vector vector, int index) {
        BytesVector values = (BytesVector) vector;
        int start = values.start(index);
        return Arrays.copyOfRange(values.bytes(), start, start + values.length(index));
    }

    private static List<Object> list(HiveType element, ListVector lists, int index) {
        List<Object> values = new ArrayList<>();
        for (int i = lists.start(index); i < lists.end(index); i++) {
            values.add(value(element, lists.elements(), i));
        }
        return values;
    }

    private static Map<Object, Object> map(HiveType.Mapping type, MapVector maps, int index) {
        Map<Object, Object> pairs = new LinkedHashMap<>();
        for (int i = maps.start(index); i < maps.end(index); i++) {
            pairs.put(value(type.key(), maps.keys(), i), value(type.value(), maps.values(), i));
        }
        return pairs;
    }

    private static List<Object> struct(List<Column> members, StructVector structs, int index) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            values.add(value(members.get(i).type(), structs.member(i), index));
        }
        return values;
    }
}
