package io.hydrant.query.ddl;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultRow;
import io.hydrant.query.result.ResultSink;

import java.util.List;

/// Gives texts as rows.
final class TextRows {
    private TextRows() {}

    /// Lines of one field.
    static void tell(ResultSink sink, String column, List<String> lines) throws QueryFailure {
        tell(sink, List.of(column), lines.stream().map(List::of).toList());
    }

    static void tell(ResultSink sink, List<String> columns, List<List<String>> rows)
            throws QueryFailure {
        sink.columns(columns.stream().map(name -> new ResultColumn(name, "string", 0, 0)).toList());
        for (List<String> row : rows) {
            sink.row(new Texts(row));
        }
    }

    private record Texts(List<String> fields) implements ResultRow {
        @Override
        public boolean isNull(int column) {
            return column >= fields.size();
        }

        @Override
        public String text(int column) {
            return fields.get(column);
        }
    }
}
