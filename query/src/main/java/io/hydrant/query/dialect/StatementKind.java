package io.hydrant.query.dialect;

import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Statement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A statement of the grammar that Athena shares with Trino. Names are lower case, outermost part
/// first.
public sealed interface StatementKind {
    record Select(Query query) implements StatementKind {}

    /// `CREATE TABLE ... AS`.
    ///
    /// @param properties of its `WITH`, by lower-case name
    /// @param ifNotExists whether an existing table is left as it is
    /// @param withData whether rows are written
    record CreateTable(
            List<String> name,
            Query query,
            Map<String, Expression> properties,
            boolean ifNotExists,
            boolean withData)
            implements StatementKind {
        public CreateTable {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /// @param columns that rows are given for; empty for all
    record InsertInto(List<String> name, List<String> columns, Query query)
            implements StatementKind {}

    /// `CREATE VIEW`.
    ///
    /// @param originalSql the query as the client wrote it
    record View(List<String> name, Query query, String originalSql, boolean replace)
            implements StatementKind {}

    /// `EXPLAIN`.
    ///
    /// @param analyze whether the statement is run
    /// @param options such as the type, in Trino's words
    record Explanation(StatementKind statement, boolean analyze, List<String> options)
            implements StatementKind {}

    /// `PREPARE`.
    ///
    /// @param sql the statement as the client wrote it
    record Preparation(String name, String sql) implements StatementKind {}

    /// `EXECUTE`.
    ///
    /// @param parameters what its question marks stand for
    record Execution(String name, List<Expression> parameters) implements StatementKind {}

    record Deallocation(String name) implements StatementKind {}

    /// `UNLOAD`.
    ///
    /// @param location `s3://` address
    record Unload(Query query, String location, Map<String, Expression> properties)
            implements StatementKind {
        public Unload {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /// One that is neither query nor made of one.
    record Other(Statement statement) implements StatementKind {}
}
