package io.hydrant.query.execution;

import io.hydrant.query.statement.StatementOutcome;

/// What became of a statement that succeeded.
///
/// @param rows of the result file, without a header
/// @param bytes of the result file
record RowsWritten(StatementOutcome outcome, long rows, long bytes) {}
