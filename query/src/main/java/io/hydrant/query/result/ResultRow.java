package io.hydrant.query.result;

/// A row of a result, as texts in the service's form.
public interface ResultRow {
    /// @param column from 0
    boolean isNull(int column);

    /// @param column from 0, of a value that is not null
    String text(int column);
}
