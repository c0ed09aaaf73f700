package io.hydrant.query.relation;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableName;

import java.util.List;

/// What a name in a query stands for. Names of columns are lower case; types are texts of Hive
/// types.
public sealed interface Relation {
    TableName name();

    /// A table over files.
    ///
    /// @param partitionKeys come after the columns in `SELECT *`; empty when it is not partitioned
    record FileTable(TableName name, List<TableColumn> columns, List<TableColumn> partitionKeys)
            implements Relation {
        public FileTable {
            columns = List.copyOf(columns);
            partitionKeys = List.copyOf(partitionKeys);
        }
    }

    /// A view.
    ///
    /// @param sql its query, in Athena's dialect
    /// @param database where names in it without one are looked for
    record View(TableName name, String sql, String database) implements Relation {}
}
