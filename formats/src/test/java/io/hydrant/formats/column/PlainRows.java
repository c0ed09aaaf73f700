package io.hydrant.formats.column;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Rows as plain Java objects, for tests that write them and compare what readers give back.
///
/// | type | object |
/// |---|---|
/// | boolean | Boolean |
/// | tinyint, smallint, int | Integer |
/// | bigint | Long |
/// | float, double | Float, Double |
/// | decimal(p,s) | BigDecimal of scale s |
/// | string, char, varchar | String |
/// | binary | ByteBuffer |
/// | date | LocalDate |
/// | timestamp | LocalDateTime in UTC, with nanoseconds |
/// | array | List |
/// | map | Map, in the order of its pairs |
/// | struct | Map from the member's name to its value, all members in their order |
///
/// A null is null.
public final class PlainRows {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private PlainRows() {}

    /// The rows in a new batch.
    public static RowBatch batchOf(TableSchema schema, List<List<Object>> rows) {
        RowBatch batch = new RowBatch(schema);
        rows.forEach(row -> append(batch, row));
        return batch;
    }

    /// Appends one row, which has a value for each column.
    public static void append(RowBatch batch, List<Object> row) {
        List<Column> columns = batch.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            append(batch.column(i), columns.get(i).type(), row.get(i));
        }
        batch.endRow();
    }

    private static void append(Vector vector, HiveType type, Object value) {
        if (value == null) {
            vector.appendNull();
            return;
        }
        switch (vector) {
            case IntVector ints -> ints.append(intOf(type, value));
            case LongVector longs -> longs.append(longOf(type, value));
            case BytesVector strings -> {
                byte[] bytes = bytesOf(type, value);
                strings.append(bytes, 0, bytes.length);
            }
            case ListVector lists -> {
                HiveType element = ((HiveType.Array) type).element();
                ((List<?>) value).forEach(each -> append(lists.elements(), element, each));
                lists.endList();
            }
            case MapVector maps -> {
                HiveType.Mapping mapping = (HiveType.Mapping) type;
                ((Map<?, ?>) value)
                        .forEach(
                                (key, each) -> {
                                    append(maps.keys(), mapping.key(), key);
                                    append(maps.values(), mapping.value(), each);
                                });
                maps.endMap();
            }
            case StructVector structs -> {
                List<Column> members = ((HiveType.Struct) type).members();
                for (int i = 0; i < members.size(); i++) {
                    Column member = members.get(i);
                    Object each = ((Map<?, ?>) value).get(member.name());
                    append(structs.member(i), member.type(), each);
                }
                structs.endStruct();
            }
        }
    }

    private static int intOf(HiveType type, Object value) {
        return switch ((Primitive) type) {
            case BOOLEAN -> (Boolean) value ? 1 : 0;
            case DATE -> Math.toIntExact(((LocalDate) value).toEpochDay());
            case FLOAT -> Float.floatToRawIntBits((Float) value);
            case TINYINT, SMALLINT, INT -> (Integer) value;
            case BIGINT, DOUBLE, TIMESTAMP, STRING, BINARY ->
                    throw new IllegalArgumentException(type + " is not held in 32 bits");
        };
    }

    private static long longOf(HiveType type, Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.unscaledValue().longValueExact();
        }
        if (value instanceof LocalDateTime time) {
            long seconds = time.toEpochSecond(ZoneOffset.UTC);
            // From the next second back, or the first instants of the range overflow on the way.
            return (seconds + 1) * NANOS_PER_SECOND - (NANOS_PER_SECOND - time.getNano());
        }
        return type == Primitive.DOUBLE ? Double.doubleToRawLongBits((Double) value) : (Long) value;
    }

    private static byte[] bytesOf(HiveType type, Object value) {
        if (value instanceof BigDecimal decimal) {
            byte[] digits = decimal.unscaledValue().toByteArray();
            byte[] padded = new byte[16];
            Arrays.fill(padded, (byte) (decimal.signum() < 0 ? -1 : 0));
            System.arraycopy(digits, 0, padded, 16 - digits.length, digits.length);
            return padded;
        }
        if (type == Primitive.BINARY) {
            ByteBuffer buffer = ((ByteBuffer) value).duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        return ((String) value).getBytes(StandardCharsets.UTF_8);
    }
}
