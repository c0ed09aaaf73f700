package io.hydrant.query.dialect.query;

import java.util.List;

/// A query in the engine's dialect, with its columns called `c0`, `c1` and so on.
public record RenderedQuery(String sql, List<OutputColumn> columns) {
    public RenderedQuery {
        columns = List.copyOf(columns);
    }

    RenderedQuery withoutOrigins() {
        return new RenderedQuery(sql, columns.stream().map(OutputColumn::withoutOrigin).toList());
    }
}
