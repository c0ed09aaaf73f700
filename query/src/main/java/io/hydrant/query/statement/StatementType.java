package io.hydrant.query.statement;

/// The kind of a statement, as its execution shows it.
public enum StatementType {
    /// Defines: databases, tables, views, partitions.
    DDL,
    /// Reads or writes rows.
    DML,
    /// Tells about the catalog or a statement: `SHOW`, `DESCRIBE`, `EXPLAIN`.
    UTILITY
}
