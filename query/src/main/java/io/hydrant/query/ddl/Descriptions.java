package io.hydrant.query.ddl;

import io.hydrant.catalog.table.StoredTable;
import io.hydrant.query.ddl.DdlStatement.DescribeTable;
import io.hydrant.query.ddl.DdlStatement.Detail;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What `DESCRIBE` and `SHOW CREATE TABLE` tell.
final class Descriptions {
    private static final String WIDTH = "%-20s";
    private static final List<String> EMPTY = row("", "", "");

    private Descriptions() {}

    /// Rows of three padded fields, as Hive writes them.
    static List<List<String>> describe(StoredTable table, DescribeTable statement)
            throws QueryFailure {
        if (statement.partition().isPresent()) {
            PartitionDefinitions.values(table, statement.partition().get());
        }
        if (statement.column().isPresent()) {
            return List.of(columnRow(column(table, statement.column().get())));
        }
        List<List<String>> rows = new ArrayList<>();
        if (statement.detail() == Detail.FORMATTED) {
            rows.add(row("# col_name", "data_type", "comment"));
            rows.add(EMPTY);
        }
        columns(table).forEach(column -> rows.add(columnRow(column)));
        boolean formatted = statement.detail() == Detail.FORMATTED;
        if (!table.partitionKeys().isEmpty()) {
            if (!formatted) {
                table.partitionKeys().forEach(key -> rows.add(columnRow(key)));
            }
            rows.add(EMPTY);
            rows.add(row("# Partition Information", "", ""));
            rows.add(row("# col_name", "data_type", "comment"));
            rows.add(EMPTY);
            table.partitionKeys().forEach(key -> rows.add(columnRow(key)));
        }
        if (statement.detail() != Detail.COLUMNS) {
            details(table, rows);
        }
        return rows;
    }

    private static List<Column> columns(StoredTable table) {
        return Optional.ofNullable(table.shape().storageDescriptor())
                .map(StorageDescriptor::columns)
                .orElse(List.of());
    }

    private static Column column(StoredTable table, String name) throws QueryFailure {
        List<Column> all = new ArrayList<>(columns(table));
        all.addAll(table.partitionKeys());
        return all.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> HiveFailures.semantic(10002, "Invalid column reference " + name));
    }

    private static List<String> columnRow(Column column) {
        return row(column.name(), column.type(), Optional.ofNullable(column.comment()).orElse(""));
    }

    private static List<String> row(String name, String type, String comment) {
        return List.of(WIDTH.formatted(name), WIDTH.formatted(type), WIDTH.formatted(comment));
    }

    private static void details(StoredTable table, List<List<String>> rows) {
        Table shape = table.shape();
        rows.add(EMPTY);
        rows.add(row("# Detailed Table Information", "", ""));
        rows.add(row("Database:", table.name().database(), ""));
        rows.add(row("Owner:", Optional.ofNullable(shape.owner()).orElse(""), ""));
        rows.add(row("CreateTime:", String.valueOf(shape.createTime()), ""));
        Optional<StorageDescriptor> storage = Optional.ofNullable(shape.storageDescriptor());
        storage.map(StorageDescriptor::location)
                .ifPresent(location -> rows.add(row("Location:", location, "")));
        rows.add(row("Table Type:", Optional.ofNullable(shape.tableType()).orElse(""), ""));
        rows.add(row("Table Parameters:", "", ""));
        new TreeMap<>(shape.parameters()).forEach((key, value) -> rows.add(row("", key, value)));
        storage.ifPresent(
                files -> {
                    rows.add(EMPTY);
                    rows.add(row("# Storage Information", "", ""));
                    rows.add(row("SerDe Library:", serde(files), ""));
                    rows.add(row("InputFormat:", text(files.inputFormat()), ""));
                    rows.add(row("OutputFormat:", text(files.outputFormat()), ""));
                    rows.add(row("Compressed:", yes(files.compressed()), ""));
                    rows.add(row("Num Buckets:", String.valueOf(files.numberOfBuckets()), ""));
                    rows.add(row("Storage Desc Params:", "", ""));
                    serdeProperties(files).forEach((key, value) -> rows.add(row("", key, value)));
                });
    }

    private static String yes(Boolean flag) {
        return Boolean.TRUE.equals(flag) ? "Yes" : "No";
    }

    private static String text(String value) {
        return Optional.ofNullable(value).orElse("");
    }

    private static String serde(StorageDescriptor files) {
        return files.serdeInfo() == null ? "" : text(files.serdeInfo().serializationLibrary());
    }

    private static Map<String, String> serdeProperties(StorageDescriptor files) {
        return files.serdeInfo() == null ? Map.of() : new TreeMap<>(files.serdeInfo().parameters());
    }

    /// The statement that would make the table again, line by line.
    ///
    /// @param name as the client wrote it, with the database or without
    static List<String> createTable(String name, StoredTable table) {
        StorageDescriptor files = table.shape().storageDescriptor();
        List<String> lines = new ArrayList<>();
        lines.add("CREATE EXTERNAL TABLE `" + name + "`(");
        columnLines(files.columns(), lines);
        Optional.ofNullable(table.shape().parameters().get("comment"))
                .ifPresent(comment -> lines.add("COMMENT " + quoted(comment)));
        if (!table.partitionKeys().isEmpty()) {
            lines.add("PARTITIONED BY ( ");
            columnLines(table.partitionKeys(), lines);
        }
        if (files.hasBucketColumns() && !files.bucketColumns().isEmpty()) {
            lines.add("CLUSTERED BY ( ");
            lines.add("  " + String.join(", ", files.bucketColumns()) + ") ");
            lines.add("INTO " + files.numberOfBuckets() + " BUCKETS");
        }
        lines.add("ROW FORMAT SERDE ");
        lines.add("  " + quoted(serde(files)) + " ");
        Map<String, String> properties = new TreeMap<>(serdeProperties(files));
        properties.remove("serialization.format", "1");
        if (!properties.isEmpty()) {
            lines.add("WITH SERDEPROPERTIES ( ");
            propertyLines(properties, lines);
        }
        lines.add("STORED AS INPUTFORMAT ");
        lines.add("  " + quoted(text(files.inputFormat())) + " ");
        lines.add("OUTPUTFORMAT ");
        lines.add("  " + quoted(text(files.outputFormat())));
        lines.add("LOCATION");
        lines.add("  " + quoted(text(files.location())));
        Map<String, String> parameters = new TreeMap<>(table.shape().parameters());
        parameters.remove("EXTERNAL");
        parameters.remove("comment");
        if (!parameters.isEmpty()) {
            lines.add("TBLPROPERTIES (");
            propertyLines(parameters, lines);
        }
        return lines;
    }

    private static void columnLines(List<Column> columns, List<String> lines) {
        for (int at = 0; at < columns.size(); at++) {
            Column column = columns.get(at);
            String comment =
                    Optional.ofNullable(column.comment())
                            .map(text -> " COMMENT " + quoted(text))
                            .orElse("");
            String end = at == columns.size() - 1 ? ")" : ", ";
            lines.add("  `" + column.name() + "` " + column.type() + comment + end);
        }
    }

    private static void propertyLines(Map<String, String> properties, List<String> lines) {
        int left = properties.size();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            left--;
            lines.add(
                    "  %s=%s%s"
                            .formatted(
                                    quoted(property.getKey()),
                                    quoted(property.getValue()),
                                    left == 0 ? ")" : ", "));
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
}
