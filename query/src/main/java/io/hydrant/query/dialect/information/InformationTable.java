package io.hydrant.query.dialect.information;

import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Varchar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A table of `information_schema`.
///
/// Source: Trino, information schema of a catalog; Athena User Guide, Query the AWS Glue Data
/// Catalog, whose results have `comment` and `extra_info` too.
public enum InformationTable {
    SCHEMATA("catalog_name", "schema_name"),
    TABLES("table_catalog", "table_schema", "table_name", "table_type"),
    VIEWS("table_catalog", "table_schema", "table_name", "view_definition"),
    COLUMNS(
            "table_catalog",
            "table_schema",
            "table_name",
            "column_name",
            "ordinal_position",
            "column_default",
            "is_nullable",
            "data_type",
            "comment",
            "extra_info");

    /// Name of the schema.
    public static final String SCHEMA = "information_schema";

    private final List<String> columns;

    InformationTable(String... columns) {
        this.columns = List.of(columns);
    }

    /// @param name lower case
    public static Optional<InformationTable> named(String name) {
        for (InformationTable table : values()) {
            if (table.table().equals(name)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    /// Its name in queries.
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    public List<String> columns() {
        return columns;
    }

    /// The type of a column.
    public static SqlType type(String column) {
        return column.equals("ordinal_position") ? Scalar.BIGINT : Varchar.UNBOUNDED;
    }
}
