package io.hydrant.query.engine;

import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultRow;
import io.hydrant.query.result.ResultSink;

import java.util.ArrayList;
import java.util.List;

/// A result in memory; null is the text `NULL`.
public final class CollectedRows implements ResultSink {
    private final List<ResultColumn> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    public List<ResultColumn> columns() {
        return columns;
    }

    public List<String> types() {
        return columns.stream().map(ResultColumn::type).toList();
    }

    public List<List<String>> rows() {
        return rows;
    }

    /// Rows as lines with `|` between values.
    public List<String> lines() {
        return rows.stream().map(row -> String.join("|", row)).toList();
    }

    @Override
    public void columns(List<ResultColumn> found) {
        columns.addAll(found);
    }

    @Override
    public void row(ResultRow row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            texts.add(row.isNull(i) ? "NULL" : row.text(i));
        }
        rows.add(texts);
    }
}
