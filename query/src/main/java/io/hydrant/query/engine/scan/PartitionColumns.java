package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.rows.RowFormat;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.StorageDescriptor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Checks that the columns that a partition declares can be read as its table's.
///
/// Source: Athena User Guide, Partition schema updates: `HIVE_PARTITION_SCHEMA_MISMATCH`.
record PartitionColumns(TableLayout table, List<String> values) {
    private static final List<Primitive> INTEGERS =
            List.of(Primitive.TINYINT, Primitive.SMALLINT, Primitive.INT, Primitive.BIGINT);

    void check(StorageDescriptor storage) throws QueryFailure {
        List<software.amazon.awssdk.services.glue.model.Column> declared = storage.columns();
        for (int i = 0; i < declared.size(); i++) {
            Optional<Column> column = columnOfTable(declared.get(i).name(), i);
            String type = Optional.ofNullable(declared.get(i).type()).orElse("");
            if (column.isEmpty() || type.equals(column.get().type().toString())) {
                continue;
            }
            HiveType own = EngineTypes.hiveType(declared.get(i).name(), type);
            if (!isReadableAs(own, column.get().type())) {
                throw mismatch(column.get(), declared.get(i).name(), own);
            }
        }
    }

    /// Parquet and JSON have names in their files; all else goes by position.
    private Optional<Column> columnOfTable(String name, int index) {
        List<Column> columns = table.schema().columns();
        boolean byName =
                table.format() instanceof RowFormat.Parquet
                        || table.format() instanceof RowFormat.Json;
        if (byName) {
            String lower = name.toLowerCase(Locale.ROOT);
            return columns.stream().filter(column -> column.name().equals(lower)).findFirst();
        }
        return index < columns.size() ? Optional.of(columns.get(index)) : Optional.empty();
    }

    private static boolean isReadableAs(HiveType from, HiveType to) {
        if (from.equals(to) || isText(to) && (isText(from) || INTEGERS.contains(from))) {
            return true;
        }
        if (INTEGERS.contains(from) && INTEGERS.contains(to)) {
            return INTEGERS.indexOf(from) <= INTEGERS.indexOf(to);
        }
        return switch (from) {
            case Primitive primitive ->
                    primitive == Primitive.FLOAT && to == Primitive.DOUBLE
                            || primitive == Primitive.STRING && INTEGERS.contains(to);
            case HiveType.Decimal _ ->
                    to instanceof HiveType.Decimal
                            || to == Primitive.FLOAT
                            || to == Primitive.DOUBLE;
            case HiveType.Char _, HiveType.Varchar _ -> isText(to);
            case HiveType.Array(HiveType element) ->
                    to instanceof HiveType.Array(HiveType wanted) && isReadableAs(element, wanted);
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    to instanceof HiveType.Mapping(HiveType wantedKey, HiveType wantedValue)
                            && isReadableAs(key, wantedKey)
                            && isReadableAs(value, wantedValue);
            case HiveType.Struct(List<Column> members) ->
                    to instanceof HiveType.Struct(List<Column> wanted)
                            && areReadable(members, wanted);
        };
    }

    /// Members that only one of the two has are left out or null.
    private static boolean areReadable(List<Column> members, List<Column> wanted) {
        for (Column member : members) {
            for (Column same : wanted) {
                if (same.name().equalsIgnoreCase(member.name())
                        && !isReadableAs(member.type(), same.type())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isText(HiveType type) {
        return type == Primitive.STRING
                || type instanceof HiveType.Char
                || type instanceof HiveType.Varchar;
    }

    private QueryFailure mismatch(Column column, String name, HiveType own) {
        String partition = PartitionFolders.path(table.keys(), values);
        return QueryFailure.user(
                "HIVE_PARTITION_SCHEMA_MISMATCH",
                ("There is a mismatch between the table and partition schemas. The types are"
                                + " incompatible and cannot be coerced. The column '%s' in table"
                                + " '%s' is declared as type '%s', but partition '%s' declared"
                                + " column '%s' as type '%s'.")
                        .formatted(
                                column.name(),
                                table.name(),
                                column.type(),
                                partition.substring(0, Math.max(0, partition.length() - 1)),
                                name.toLowerCase(Locale.ROOT),
                                own));
    }
}
