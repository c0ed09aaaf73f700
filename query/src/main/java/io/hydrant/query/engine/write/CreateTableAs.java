package io.hydrant.query.engine.write;

import io.hydrant.catalog.table.TableName;

import java.util.List;
import java.util.Optional;

/// `CREATE TABLE ... WITH (...) AS SELECT ...`.
///
/// @param ifNotExists whether a table that is there already is left as it is
/// @param withData false for `WITH NO DATA`
/// @param externalLocation where its files go; empty: under the statement's output
/// @param partitionedBy names of the query's last columns
public record CreateTableAs(
        TableName table,
        boolean ifNotExists,
        boolean withData,
        WriteFormat format,
        Optional<String> externalLocation,
        List<String> partitionedBy) {
    public CreateTableAs {
        partitionedBy = List.copyOf(partitionedBy);
    }
}
