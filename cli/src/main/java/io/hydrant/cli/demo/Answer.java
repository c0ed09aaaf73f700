package io.hydrant.cli.demo;

import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.Queries.Column;
import io.hydrant.cli.client.Queries.Page;
import io.hydrant.cli.query.TextTable;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// The rows of a query, all in memory: the demo asks for few.
record Answer(List<Column> columns, List<List<Optional<String>>> rows) {
    private static final int ROWS_MAX = 1_000;

    /// The result of an execution that succeeded; its first row holds the names.
    static Answer of(Queries queries, String executionId) {
        Page page = queries.results(executionId, Optional.empty(), ROWS_MAX);
        return new Answer(page.columns(), page.rows().subList(1, page.rows().size()));
    }

    /// Empty for null, and where there is no such row or column.
    Optional<String> value(int row, String column) {
        for (int i = 0; i < columns.size() && row < rows.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return rows.get(row).get(i);
            }
        }
        return Optional.empty();
    }

    /// @param lineCharsMax characters that a line has room for
    /// @return how many columns it had room for
    int print(PrintWriter out, int lineCharsMax) {
        TextTable table = new TextTable(columns, Integer.MAX_VALUE);
        rows.forEach(table::add);
        int shown = table.print(out, lineCharsMax);
        out.flush();
        return shown;
    }
}
