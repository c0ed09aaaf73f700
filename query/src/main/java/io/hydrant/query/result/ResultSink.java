package io.hydrant.query.result;

import io.hydrant.query.refusal.QueryFailure;

import java.util.List;

/// Takes a result while a statement runs: first the columns, once, then rows. Bounded in memory
/// whatever the number of rows.
public interface ResultSink {
    void columns(List<ResultColumn> columns) throws QueryFailure;

    /// @param row valid during the call only
    void row(ResultRow row) throws QueryFailure;
}
