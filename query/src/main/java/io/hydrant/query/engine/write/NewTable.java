package io.hydrant.query.engine.write;

import io.hydrant.catalog.table.TableName;
import io.hydrant.formats.schema.Column;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.sql.ResultSetMetaData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A table that a query makes.
///
/// @param location ends in a slash
record NewTable(TableName name, DataFiles.Shape shape, String location) {
    /// The engine's name for the type of a plain NULL.
    private static final String UNTYPED = "\"NULL\"";

    static NewTable of(EngineSession session, CreateTableAs request, Source source, String location)
            throws QueryFailure {
        requireNames(source.query().columns());
        DataFiles.Shape shape = shape(session, request.format(), request.partitionedBy(), source);
        return new NewTable(request.table(), shape, location);
    }

    private static void requireNames(List<String> names) throws QueryFailure {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals("_col" + i)) {
                throw QueryFailure.user(
                        "MISSING_COLUMN_NAME",
                        "line 1:1: Column name not specified at position " + (i + 1));
            }
        }
    }

    /// The columns that a query's rows have in files.
    static DataFiles.Shape shape(
            EngineSession session, WriteFormat format, List<String> partitionedBy, Source source)
            throws QueryFailure {
        List<Column> all = columns(session, source);
        List<String> keys =
                partitionedBy.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        int first = all.size() - keys.size();
        if (first < 1 || !keys.equals(all.stream().skip(first).map(Column::name).toList())) {
            throw QueryFailure.user(
                    "HIVE_COLUMN_ORDER_MISMATCH",
                    ("Partition keys must be the last columns in the table and in the same order"
                                    + " as the table properties: %s")
                            .formatted(keys));
        }
        return new DataFiles.Shape(format, all.subList(0, first), all.subList(first, all.size()));
    }

    private static List<Column> columns(EngineSession session, Source source) throws QueryFailure {
        String sql = "SELECT * FROM (" + source.query().sql() + ") LIMIT 0";
        List<String> types =
                session.query(
                        sql,
                        source.parameters(),
                        rows -> {
                            ResultSetMetaData meta = rows.getMetaData();
                            List<String> texts = new ArrayList<>();
                            for (int i = 1; i <= meta.getColumnCount(); i++) {
                                texts.add(meta.getColumnTypeName(i));
                            }
                            return texts;
                        });
        List<String> names = source.query().columns();
        Set<String> known = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String name = names.get(i).toLowerCase(Locale.ROOT);
            if (!known.add(name)) {
                throw QueryFailure.user(
                        "DUPLICATE_COLUMN_NAME",
                        "line 1:1: Column name '%s' specified more than once".formatted(name));
            }
            if (types.get(i).equalsIgnoreCase(UNTYPED)) {
                throw QueryFailure.user(
                        "COLUMN_TYPE_UNKNOWN",
                        "line 1:1: Column type is unknown at position " + (i + 1));
            }
            columns.add(new Column(name, HiveTypes.of(name, types.get(i))));
        }
        return columns;
    }

    Table definition(Instant now) {
        return Table.builder()
                .owner("hadoop")
                .retention(0)
                .tableType("EXTERNAL_TABLE")
                .storageDescriptor(
                        StorageDescriptor.builder()
                                .columns(shapes(shape.columns()))
                                .location(location)
                                .inputFormat(shape.format().inputFormat())
                                .outputFormat(shape.format().outputFormat())
                                .serdeInfo(shape.format().serde())
                                .compressed(false)
                                .numberOfBuckets(-1)
                                .storedAsSubDirectories(false)
                                .build())
                .partitionKeys(shapes(shape.keys()))
                .parameters(
                        Map.of(
                                "EXTERNAL",
                                "TRUE",
                                "transient_lastDdlTime",
                                Long.toString(now.getEpochSecond()),
                                "write.compression",
                                shape.format().compression().toUpperCase(Locale.ROOT)))
                .build();
    }

    private static List<software.amazon.awssdk.services.glue.model.Column> shapes(
            List<Column> columns) {
        return columns.stream()
                .map(
                        column ->
                                software.amazon.awssdk.services.glue.model.Column.builder()
                                        .name(column.name())
                                        .type(column.type().toString())
                                        .build())
                .toList();
    }
}
