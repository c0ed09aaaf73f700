package io.hydrant.query.engine.rows;

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

import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Values of ORC's vectors into ours.
final class OrcVectors {
    private static final int WIDE_DECIMAL_BYTES = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private OrcVectors() {}

    /// Hive's text of a type, with names of members that ORC reads whatever is in them.
    static String text(HiveType type) {
        return switch (type) {
            case HiveType.Array(HiveType element) -> "array<" + text(element) + ">";
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    "map<" + text(key) + "," + text(value) + ">";
            case HiveType.Struct(List<Column> members) ->
                    members.stream()
                            .map(
                                    member ->
                                            "`%s`:%s"
                                                    .formatted(
                                                            member.name().replace("`", "``"),
                                                            text(member.type())))
                            .collect(Collectors.joining(",", "struct<", ">"));
            default -> type.toString();
        };
    }

    /// Appends one value.
    static void append(HiveType type, ColumnVector source, int row, Vector target) {
        int at = source.isRepeating ? 0 : row;
        if (!source.noNulls && source.isNull[at]) {
            target.appendNull();
            return;
        }
        switch (type) {
            case Primitive primitive -> append(primitive, source, at, target);
            case HiveType.Decimal decimal ->
                    appendDecimal(decimal, (DecimalColumnVector) source, at, target);
            case HiveType.Char _, HiveType.Varchar _ -> appendBytes(source, at, target);
            case HiveType.Array(HiveType element) -> {
                ListColumnVector lists = (ListColumnVector) source;
                ListVector list = (ListVector) target;
                for (long i = 0; i < lists.lengths[at]; i++) {
                    int child = (int) (lists.offsets[at] + i);
                    append(element, lists.child, child, list.elements());
                }
                list.endList();
            }
            case HiveType.Mapping(HiveType key, HiveType value) -> {
                MapColumnVector maps = (MapColumnVector) source;
                MapVector map = (MapVector) target;
                for (long i = 0; i < maps.lengths[at]; i++) {
                    int child = (int) (maps.offsets[at] + i);
                    append(key, maps.keys, child, map.keys());
                    append(value, maps.values, child, map.values());
                }
                map.endMap();
            }
            case HiveType.Struct(List<Column> members) -> {
                StructColumnVector structs = (StructColumnVector) source;
                StructVector struct = (StructVector) target;
                for (int m = 0; m < members.size(); m++) {
                    append(members.get(m).type(), structs.fields[m], at, struct.member(m));
                }
                struct.endStruct();
            }
        }
    }

    private static void append(Primitive type, ColumnVector source, int at, Vector target) {
        switch (type) {
            case BOOLEAN, TINYINT, SMALLINT, INT, DATE ->
                    ((IntVector) target).append((int) ((LongColumnVector) source).vector[at]);
            case BIGINT -> ((LongVector) target).append(((LongColumnVector) source).vector[at]);
            case FLOAT -> {
                float value = (float) ((DoubleColumnVector) source).vector[at];
                ((IntVector) target).append(Float.floatToRawIntBits(value));
            }
            case DOUBLE -> {
                double value = ((DoubleColumnVector) source).vector[at];
                ((LongVector) target).append(Double.doubleToRawLongBits(value));
            }
            case STRING, BINARY -> appendBytes(source, at, target);
            case TIMESTAMP -> {
                TimestampColumnVector times = (TimestampColumnVector) source;
                long seconds = Math.floorDiv(times.time[at], 1_000);
                ((LongVector) target).append(seconds * NANOS_PER_SECOND + times.nanos[at]);
            }
        }
    }

    private static void appendBytes(ColumnVector source, int at, Vector target) {
        BytesColumnVector texts = (BytesColumnVector) source;
        ((BytesVector) target).append(texts.vector[at], texts.start[at], texts.length[at]);
    }

    private static void appendDecimal(
            HiveType.Decimal type, DecimalColumnVector source, int at, Vector target) {
        BigDecimal value = source.vector[at].getHiveDecimal().bigDecimalValue();
        BigInteger unscaled = value.setScale(type.scale()).unscaledValue();
        switch (target) {
            case LongVector narrow -> narrow.append(unscaled.longValueExact());
            default -> {
                byte[] digits = unscaled.toByteArray();
                byte[] wide = new byte[WIDE_DECIMAL_BYTES];
                Arrays.fill(wide, (byte) (unscaled.signum() < 0 ? -1 : 0));
                System.arraycopy(digits, 0, wide, wide.length - digits.length, digits.length);
                ((BytesVector) target).append(wide, 0, wide.length);
            }
        }
    }
}
