package io.hydrant.catalog.crawler;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes one schema of several: all columns of all of them, each with a type that holds the values
/// of each.
///
/// | types | together |
/// |---|---|
/// | whole numbers | the wider |
/// | a whole number and one with fractions | double |
/// | float and double | double |
/// | decimals | one with the digits of both, at most 38 |
/// | arrays, maps, structs | of what their elements or members are together |
/// | all others | string |
final class TypeMerge {
    private static final List<HiveType> WHOLE =
            List.of(Primitive.TINYINT, Primitive.SMALLINT, Primitive.INT, Primitive.BIGINT);

    private TypeMerge() {}

    static TableSchema together(TableSchema first, TableSchema second) {
        return new TableSchema(columns(first.columns(), second.columns()));
    }

    private static List<Column> columns(List<Column> first, List<Column> second) {
        Map<String, HiveType> types = new LinkedHashMap<>();
        first.forEach(column -> types.put(column.name(), column.type()));
        second.forEach(column -> types.merge(column.name(), column.type(), TypeMerge::together));
        List<Column> columns = new ArrayList<>();
        types.forEach((name, type) -> columns.add(new Column(name, type)));
        return columns;
    }

    static HiveType together(HiveType first, HiveType second) {
        if (first.equals(second)) {
            return first;
        }
        if (WHOLE.contains(first) && WHOLE.contains(second)) {
            return WHOLE.get(Math.max(WHOLE.indexOf(first), WHOLE.indexOf(second)));
        }
        if (isBinaryNumber(first) && isBinaryNumber(second)) {
            return Primitive.DOUBLE;
        }
        return switch (first) {
            case HiveType.Decimal one when second instanceof HiveType.Decimal other ->
                    decimal(one, other);
            case HiveType.Array one when second instanceof HiveType.Array other ->
                    new HiveType.Array(together(one.element(), other.element()));
            case HiveType.Mapping one when second instanceof HiveType.Mapping other ->
                    new HiveType.Mapping(
                            together(one.key(), other.key()), together(one.value(), other.value()));
            case HiveType.Struct one when second instanceof HiveType.Struct other ->
                    new HiveType.Struct(columns(one.members(), other.members()));
            default -> Primitive.STRING;
        };
    }

    private static boolean isBinaryNumber(HiveType type) {
        return WHOLE.contains(type) || type == Primitive.FLOAT || type == Primitive.DOUBLE;
    }

    private static HiveType decimal(HiveType.Decimal one, HiveType.Decimal other) {
        int scale = Math.max(one.scale(), other.scale());
        int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
        int precision = Math.min(whole + scale, HiveType.Decimal.PRECISION_MAX);
        return new HiveType.Decimal(precision, Math.min(scale, precision));
    }
}
