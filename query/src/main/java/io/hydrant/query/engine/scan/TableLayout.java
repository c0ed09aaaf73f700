package io.hydrant.query.engine.scan;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableName;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.rows.RowFormat;
import io.hydrant.query.engine.rows.RowFormats;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a table's rows lie in the object store. Names of columns are lower case.
///
/// @param schema of the columns in the files
/// @param keys of its partitions, with their types
/// @param location of the table: partitions may lie elsewhere
public record TableLayout(
        TableName name,
        TableSchema schema,
        List<Column> keys,
        Optional<String> location,
        RowFormat format,
        Map<String, String> parameters) {
    public TableLayout {
        keys = List.copyOf(keys);
        parameters = Map.copyOf(parameters);
    }

    /// @throws QueryFailure when there is no such table, or one that cannot be read
    public static TableLayout of(Catalog catalog, TableName name) throws QueryFailure {
        StoredTable table =
                catalog.tables()
                        .find(name)
                        .orElseThrow(
                                () ->
                                        QueryFailure.user(
                                                "TABLE_NOT_FOUND",
                                                "Table 'awsdatacatalog.%s' does not exist"
                                                        .formatted(name)));
        StorageDescriptor storage =
                Optional.ofNullable(table.shape().storageDescriptor())
                        .orElseThrow(
                                () ->
                                        QueryFailure.user(
                                                "HIVE_INVALID_METADATA",
                                                "Table %s has no storage descriptor"
                                                        .formatted(name)));
        Map<String, String> parameters = parameters(table);
        TableSchema schema = new TableSchema(columns(storage.columns()));
        List<Column> keys = columns(table.partitionKeys());
        requireDistinct(name, schema.columns(), keys);
        return new TableLayout(
                name,
                schema,
                keys,
                Optional.ofNullable(storage.location()).filter(text -> !text.isEmpty()),
                format(name.toString(), storage, parameters),
                parameters);
    }

    private static void requireDistinct(TableName name, List<Column> columns, List<Column> keys)
            throws QueryFailure {
        Set<String> known = new HashSet<>();
        for (List<Column> part : List.of(columns, keys)) {
            for (Column column : part) {
                if (!known.add(column.name())) {
                    throw QueryFailure.user(
                            "HIVE_INVALID_METADATA",
                            ("Hive metadata for table %s is invalid: Table descriptor contains"
                                            + " duplicate columns: '%s'")
                                    .formatted(name, column.name()));
                }
            }
        }
        if (columns.isEmpty()) {
            throw QueryFailure.user(
                    "HIVE_INVALID_METADATA", "Table %s has no columns".formatted(name));
        }
    }

    private static Map<String, String> parameters(StoredTable table) {
        return table.shape().hasParameters() ? table.shape().parameters() : Map.of();
    }

    private static List<Column> columns(
            List<software.amazon.awssdk.services.glue.model.Column> shapes) throws QueryFailure {
        List<Column> columns = new ArrayList<>();
        for (software.amazon.awssdk.services.glue.model.Column shape : shapes) {
            String type = Optional.ofNullable(shape.type()).orElse("");
            columns.add(
                    new Column(
                            shape.name().toLowerCase(Locale.ROOT),
                            EngineTypes.hiveType(shape.name(), type)));
        }
        return columns;
    }

    /// @param subject of the message
    static RowFormat format(
            String subject, StorageDescriptor storage, Map<String, String> tableParameters)
            throws QueryFailure {
        Optional<SerDeInfo> serde = Optional.ofNullable(storage.serdeInfo());
        String library =
                serde.map(SerDeInfo::serializationLibrary)
                        .orElseThrow(
                                () ->
                                        QueryFailure.user(
                                                "HIVE_INVALID_METADATA",
                                                subject + " has no SerDe"));
        Map<String, String> parameters =
                serde.filter(SerDeInfo::hasParameters).map(SerDeInfo::parameters).orElse(Map.of());
        return RowFormats.of(library, parameters, tableParameters);
    }

    /// The folder of a table that has no partitions.
    ///
    /// @throws QueryFailure when it has no location
    public TableFolder folder() throws QueryFailure {
        return TableFolder.of("Table " + name, requireLocation());
    }

    /// @throws QueryFailure when the table has no location
    public String requireLocation() throws QueryFailure {
        return location.orElseThrow(
                () ->
                        QueryFailure.user(
                                "HIVE_INVALID_METADATA",
                                "Table %s has no location".formatted(name)));
    }

    /// Whether its partitions come from its properties instead of the catalog.
    public boolean isProjected() {
        return Optional.ofNullable(parameters.get("projection.enabled"))
                .map(text -> text.strip().equalsIgnoreCase("true"))
                .orElse(false);
    }
}
