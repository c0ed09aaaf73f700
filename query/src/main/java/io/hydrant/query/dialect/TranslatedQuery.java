package io.hydrant.query.dialect;

import java.util.List;

/// A query in the engine's dialect.
///
/// It names nothing but the relations of [#scans()]: no files, no settings, no other tables.
///
/// @param columns names of its columns, as clients see them; `_col0` for what has no name. The
///   query's own columns may be called otherwise: only their order counts
/// @param parameterCount question marks left in the text, to be bound in order
public record TranslatedQuery(
        String sql, List<TableScan> scans, List<String> columns, int parameterCount) {
    public TranslatedQuery {
        scans = List.copyOf(scans);
        columns = List.copyOf(columns);
    }
}
