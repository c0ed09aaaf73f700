package io.hydrant.formats.json;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a record must become.
///
/// @param columns names and types as the members of a struct are written: `c:int,d:array<string>`
public record CoercionCase(
        String name, JsonDialect dialect, String columns, byte[] record, Expected expected) {
    private static final int SHOWN_MAX = 80;

    public TableSchema schema() {
        return schemaOf(columns);
    }

    static TableSchema schemaOf(String columns) {
        HiveType.Struct struct = (HiveType.Struct) HiveTypeParser.parse("struct<" + columns + ">");
        List<Column> members = struct.members();
        return new TableSchema(members);
    }

    @Override
    public String toString() {
        String json = new String(record, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        String shown = json.length() <= SHOWN_MAX ? json : json.substring(0, SHOWN_MAX) + "...";
        return name + ", " + columns + ": " + shown;
    }

    /// Rows, or why there are none.
    public sealed interface Expected {
        /// @param rows as [RowsAsObjects] shows them
        record Rows(List<List<Object>> rows) implements Expected {}

        record Rejected(Rejection rejection) implements Expected {}

        /// A rejection whose message is another library's for the most part.
        record RejectedWith(Rejection.Cause cause, String partOfMessage) implements Expected {}
    }
}
