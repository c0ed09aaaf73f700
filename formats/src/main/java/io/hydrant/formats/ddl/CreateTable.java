package io.hydrant.formats.ddl;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.TableSchema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a `CREATE TABLE` statement says. Names of columns are in lower case, as catalogs keep them.
///
/// @param name with the database in front when there is one, as in `sales.trips`
/// @param partitionKeys those with a type of their own; they are not in files
/// @param serde class that reads the files
/// @param storedAs name of a format, or the classes of input and output, as they were written
/// @param location address of the table's folder
public record CreateTable(
        String name,
        List<TableColumn> columns,
        List<TableColumn> partitionKeys,
        Optional<String> comment,
        Optional<String> serde,
        Map<String, String> serdeProperties,
        Optional<String> storedAs,
        Optional<String> location,
        Map<String, String> tableProperties) {
    private static final String PARQUET_SERDE =
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    private static final String ORC_SERDE = "org.apache.hadoop.hive.ql.io.orc.OrcSerde";

    private static final Set<String> HIVE_JSON_SERDES =
            Set.of(
                    "org.apache.hive.hcatalog.data.JsonSerDe",
                    "org.apache.hadoop.hive.serde2.JsonSerDe");
    private static final String MAPPING = "mapping.";

    /// @param comment empty when there is none
    public record TableColumn(Column column, String comment) {}

    public CreateTable {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        serdeProperties = Map.copyOf(serdeProperties);
        tableProperties = Map.copyOf(tableProperties);
    }

    /// Reads one statement, with or without a semicolon at its end.
    ///
    /// @throws WrongDdl with line and column
    public static CreateTable read(String statement) {
        return new CreateTableReader(statement).read();
    }

    /// A table of files in this format, as the one that a conversion writes.
    ///
    /// @param format `PARQUET` or `ORC`
    /// @param keysByColumn JSON keys of columns that are named differently; kept as settings of the
    ///   reader, so that [#dialect()] gives them back
    public static CreateTable of(
            String name, TableSchema schema, String format, Map<String, String> keysByColumn) {
        Map<String, String> properties = new LinkedHashMap<>();
        keysByColumn.forEach((column, key) -> properties.put(MAPPING + column, key));
        Optional<String> serde =
                properties.isEmpty()
                        ? Optional.empty()
                        : Optional.of(format.equals("ORC") ? ORC_SERDE : PARQUET_SERDE);
        return new CreateTable(
                name,
                schema.columns().stream().map(column -> new TableColumn(column, "")).toList(),
                List.of(),
                Optional.empty(),
                serde,
                properties,
                Optional.of(format),
                Optional.empty(),
                Map.of());
    }

    public CreateTable withPartitionKeys(List<Column> keys) {
        List<TableColumn> partitions = new ArrayList<>();
        keys.forEach(key -> partitions.add(new TableColumn(key, "")));
        return new CreateTable(
                name,
                columns,
                partitions,
                comment,
                serde,
                serdeProperties,
                storedAs,
                location,
                tableProperties);
    }

    public CreateTable withLocation(String address) {
        return new CreateTable(
                name,
                columns,
                partitionKeys,
                comment,
                serde,
                serdeProperties,
                storedAs,
                Optional.of(address),
                tableProperties);
    }

    public TableSchema schema() {
        return new TableSchema(columns.stream().map(TableColumn::column).toList());
    }

    /// How the table's JSON is understood: Hive's way when one of Hive's JSON readers is named,
    /// else as OpenX does it, with the settings that are given.
    ///
    /// Source: README of the OpenX JSON SerDe; Athena User Guide, JSON SerDe libraries.
    public JsonDialect dialect() {
        if (serde.filter(HIVE_JSON_SERDES::contains).isPresent()) {
            return new JsonDialect.Hive(timestampFormats());
        }
        Map<String, String> keysByColumn = new HashMap<>();
        serdeProperties.forEach(
                (key, value) -> {
                    if (key.startsWith(MAPPING)) {
                        String column = key.substring(MAPPING.length());
                        keysByColumn.put(column.toLowerCase(Locale.ROOT), value);
                    }
                });
        return new JsonDialect.OpenX(
                !flag("case.insensitive", "true").equals("false"),
                flag("dots.in.keys", "false").equals("true"),
                keysByColumn);
    }

    /// The statement, in the order of clauses that Athena wants.
    @Override
    public String toString() {
        return CreateTableText.of(this);
    }

    private String flag(String key, String fallback) {
        String value = serdeProperties.getOrDefault(key, fallback).strip().toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw new WrongDdl("'" + key + "' must be 'true' or 'false' but was '" + value + "'");
        }
        return value;
    }

    private List<String> timestampFormats() {
        return Arrays.stream(serdeProperties.getOrDefault("timestamp.formats", "").split(","))
                .map(String::strip)
                .filter(format -> !format.isEmpty())
                .toList();
    }
}
