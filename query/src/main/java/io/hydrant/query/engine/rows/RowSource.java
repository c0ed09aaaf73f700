package io.hydrant.query.engine.rows;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;

/// Gives the rows of a file, a few at a time. For one thread.
interface RowSource {
    /// Appends some rows.
    ///
    /// @return false at the end, when nothing was appended
    /// @throws QueryFailure when the content is not what its format says
    boolean next(RowBatch rows) throws IOException, QueryFailure;
}
