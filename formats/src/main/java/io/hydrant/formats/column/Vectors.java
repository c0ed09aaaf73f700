package io.hydrant.formats.column;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.util.ArrayList;
import java.util.List;

/// Which vector holds which type.
final class Vectors {
    /// Digits that a decimal may have to be held in 64 bits.
    static final int LONG_DECIMAL_DIGITS_MAX = 18;

    private Vectors() {}

    static Vector of(HiveType type) {
        return switch (type) {
            case Primitive primitive -> of(primitive);
            case HiveType.Decimal decimal ->
                    decimal.precision() <= LONG_DECIMAL_DIGITS_MAX
                            ? new LongVector()
                            : new BytesVector();
            case HiveType.Char _, HiveType.Varchar _ -> new BytesVector();
            case HiveType.Array(HiveType element) -> new ListVector(of(element));
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    new MapVector(of(key), of(value));
            case HiveType.Struct(List<Column> members) -> new StructVector(ofAll(members));
        };
    }

    static List<Vector> ofAll(List<Column> columns) {
        List<Vector> vectors = new ArrayList<>(columns.size());
        for (Column column : columns) {
            vectors.add(of(column.type()));
        }
        return vectors;
    }

    private static Vector of(Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN, TINYINT, SMALLINT, INT, DATE, FLOAT -> new IntVector();
            case BIGINT, DOUBLE, TIMESTAMP -> new LongVector();
            case STRING, BINARY -> new BytesVector();
        };
    }
}
