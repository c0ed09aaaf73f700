package io.hydrant.cli.convert;

import java.nio.file.Path;
import java.util.Optional;

/// Where the schema comes from.
public sealed interface SchemaChoice {
    /// A table of the server's catalog.
    ///
    /// @param version of the table; the newest if there is none
    record InCatalog(String database, String table, Optional<String> version)
            implements SchemaChoice {}

    /// A file with a `CREATE TABLE` statement.
    record InFile(Path ddl) implements SchemaChoice {}

    /// The documents themselves.
    ///
    /// @param documents so many are looked at
    record Inferred(int documents) implements SchemaChoice {}
}
