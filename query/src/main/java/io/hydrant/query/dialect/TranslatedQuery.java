package io.hydrant.query.dialect;

import java.util.List;

/// A query in the engine's dialect.
///
/// It names nothing but the relations of [#scans()]: no files, no settings, no other tables.
///
/// @param columns names of its columns, as clients see them; `_col0` for what has no name. The
///   query's own columns may be called otherwise: only their order counts
/// @param parameterCount question marks left in the text, to be bound in order: none, since their
///   values are put in
/// @param types of its columns, as clients see them, such as `decimal(10,2)` or `timestamp(3) with
///   time zone`; a column of the latter type that the engine gives as a text is shown as it is.
///   Empty when they are not known: the engine's own types count then
public record TranslatedQuery(
        String sql,
        List<TableScan> scans,
        List<String> columns,
        int parameterCount,
        List<String> types) {
    public TranslatedQuery {
        scans = List.copyOf(scans);
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }

    /// Without types.
    public TranslatedQuery(
            String sql, List<TableScan> scans, List<String> columns, int parameterCount) {
        this(sql, scans, columns, parameterCount, List.of());
    }
}
