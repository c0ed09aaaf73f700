package io.hydrant.query.relation;

import io.hydrant.catalog.table.TableName;

import java.util.List;
import java.util.Optional;

/// What the catalog tells of a table or a view, whether it can be queried or not.
///
/// @param viewSql the query of a view; empty for a table
/// @param columns with the partition keys last
public record Entry(TableName name, Kind kind, Optional<String> viewSql, List<Column> columns) {
    public enum Kind {
        TABLE,
        VIEW
    }

    /// @param name lower case
    /// @param type a type of Hive, such as `array<int>`, or one of queries, such as
    ///   `array(integer)`: views tell the latter
    /// @param partitionKey whether its values are told by partitions and not by rows
    public record Column(
            String name, String type, Optional<String> comment, boolean partitionKey) {}

    public Entry {
        columns = List.copyOf(columns);
    }
}
