package io.hydrant.query.engine.rows;

import io.hydrant.formats.json.JsonDialect;

/// How the files of a table or partition are read.
public sealed interface RowFormat {
    /// By the engine itself.
    record Parquet() implements RowFormat {}

    /// By position of the columns.
    record Orc() implements RowFormat {}

    /// One document per line.
    ///
    /// @param malformedAsNulls whether what is no JSON object becomes a row of nulls
    record Json(JsonDialect dialect, boolean malformedAsNulls) implements RowFormat {}

    /// Lines of fields as LazySimpleSerDe reads them: no quotes; values that are none of the
    /// column's type are null.
    ///
    /// @param escape [#NONE] for none
    record Delimited(
            char field, char element, char mapKey, char escape, String nullText, int headerLines)
            implements RowFormat {}

    /// Lines of quoted fields as OpenCSVSerde reads them.
    ///
    /// @param escape [#NONE] for none
    record Quoted(char separator, char quote, char escape, int headerLines) implements RowFormat {}

    char NONE = '\uffff';
}
