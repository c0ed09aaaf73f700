package io.hydrant.catalog.table;

import java.util.Optional;

/// Finds tables, for features that read or write their files. Safe for any thread.
public interface TableLookup {
    /// The newest version of a table, or nothing when there is no such table or database.
    Optional<TableVersion> latest(TableName name);

    /// One version of a table, or nothing when there is no such version, table or database.
    Optional<TableVersion> version(TableName name, String versionId);
}
