package io.hydrant.formats.json.fast;

import static java.nio.charset.StandardCharsets.UTF_8;

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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of a batch as [JsonTree] gives them.
final class ColumnValues {
    private ColumnValues() {}

    static List<List<Object>> rows(RowBatch batch) {
        List<Column> columns = batch.schema().columns();
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(value(batch.column(i), row, columns.get(i).type()));
            }
            rows.add(values);
        }
        return rows;
    }

    private static Object value(Vector vector, int index, HiveType type) {
        if (vector.isNull(index)) {
            return "null";
        }
        return switch (vector) {
            case IntVector ints -> ints.get(index);
            case LongVector longs ->
                    type instanceof HiveType.Decimal
                            ? BigInteger.valueOf(longs.get(index))
                            : longs.get(index);
            case BytesVector bytes -> {
                int from = bytes.start(index);
                byte[] copy = Arrays.copyOfRange(bytes.bytes(), from, from + bytes.length(index));
                yield type instanceof HiveType.Decimal
                        ? new BigInteger(copy)
                        : new String(copy, UTF_8);
            }
            case ListVector list -> list(list, index, ((HiveType.Array) type).element());
            case MapVector map -> map(map, index, (HiveType.Mapping) type);
            case StructVector struct -> struct(struct, index, (HiveType.Struct) type);
        };
    }

    private static List<Object> list(ListVector list, int index, HiveType element) {
        List<Object> values = new ArrayList<>();
        for (int i = list.start(index); i < list.end(index); i++) {
            values.add(value(list.elements(), i, element));
        }
        return values;
    }

    private static Map<Object, Object> map(MapVector map, int index, HiveType.Mapping type) {
        Map<Object, Object> pairs = new LinkedHashMap<>();
        for (int i = map.start(index); i < map.end(index); i++) {
            pairs.put(value(map.keys(), i, type.key()), value(map.values(), i, type.value()));
        }
        return pairs;
    }

    private static List<Object> struct(StructVector struct, int index, HiveType.Struct type) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < type.members().size(); i++) {
            values.add(value(struct.member(i), index, type.members().get(i).type()));
        }
        return values;
    }
}
