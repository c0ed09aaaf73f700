package io.hydrant.query.engine.write;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Values of the engine's driver into columns of files.
final class EngineValues {
    private static final int WIDE_DECIMAL_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private EngineValues() {}

    /// @param value as the driver has it; null for null
    static void append(HiveType type, Object value, Vector target) throws SQLException {
        if (value == null) {
            target.appendNull();
            return;
        }
        switch (type) {
            case Primitive primitive -> append(primitive, value, target);
            case HiveType.Decimal(int _, int scale) ->
                    appendUnscaled(((BigDecimal) value).setScale(scale).unscaledValue(), target);
            case HiveType.Char _, HiveType.Varchar _ -> appendText(value, target);
            case HiveType.Array(HiveType element) -> {
                ListVector list = (ListVector) target;
                for (Object one : (Object[]) ((Array) value).getArray()) {
                    append(element, one, list.elements());
                }
                list.endList();
            }
            case HiveType.Mapping(HiveType keys, HiveType values) -> {
                MapVector map = (MapVector) target;
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    append(keys, entry.getKey(), map.keys());
                    append(values, entry.getValue(), map.values());
                }
                map.endMap();
            }
            case HiveType.Struct(List<Column> members) -> {
                StructVector struct = (StructVector) target;
                Object[] attributes = ((Struct) value).getAttributes();
                for (int i = 0; i < members.size(); i++) {
                    append(members.get(i).type(), attributes[i], struct.member(i));
                }
                struct.endStruct();
            }
        }
    }

    private static void append(Primitive type, Object value, Vector target) throws SQLException {
        switch (type) {
            case BOOLEAN -> ((IntVector) target).append((Boolean) value ? 1 : 0);
            case TINYINT, SMALLINT, INT -> ((IntVector) target).append(((Number) value).intValue());
            case BIGINT -> ((LongVector) target).append(((Number) value).longValue());
            case FLOAT -> ((IntVector) target).append(Float.floatToRawIntBits((Float) value));
            case DOUBLE -> ((LongVector) target).append(Double.doubleToRawLongBits((Double) value));
            case STRING -> appendText(value, target);
            case BINARY -> {
                Blob blob = (Blob) value;
                byte[] bytes = blob.getBytes(1, (int) blob.length());
                ((BytesVector) target).append(bytes, 0, bytes.length);
            }
            case DATE -> ((IntVector) target).append((int) day(value).toEpochDay());
            case TIMESTAMP -> ((LongVector) target).append(nanos(value));
        }
    }

    private static void appendText(Object value, Vector target) {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        ((BytesVector) target).append(text, 0, text.length);
    }

    private static void appendUnscaled(BigInteger unscaled, Vector target) {
        if (target instanceof LongVector narrow) {
            narrow.append(unscaled.longValueExact());
            return;
        }
        byte[] bytes = unscaled.toByteArray();
        byte[] wide = new byte[WIDE_DECIMAL_BYTES];
        Arrays.fill(wide, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, wide, wide.length - bytes.length, bytes.length);
        ((BytesVector) target).append(wide, 0, wide.length);
    }

    private static LocalDate day(Object value) {
        return value instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) value;
    }

    private static long nanos(Object value) {
        LocalDateTime time =
                value instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) value;
        return Math.addExact(
                Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), NANOS_PER_SECOND),
                time.getNano());
    }
}
