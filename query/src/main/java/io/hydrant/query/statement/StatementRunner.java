package io.hydrant.query.statement;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultSink;

/// Runs statements. Safe for use by many threads: each call is one statement, run to its end on the
/// calling thread.
public interface StatementRunner {
    /// Reads a statement without running it.
    ///
    /// @throws MalformedStatement when it is none; such a statement never becomes an execution
    PreparedStatement prepare(Submission submission) throws MalformedStatement;

    /// A statement that was read.
    interface PreparedStatement {
        StatementType type();

        /// Such as `SELECT`, known before it runs.
        String substatement();

        /// Runs to the end. Columns and rows go to the sink while it runs; a statement without rows
        /// still tells its columns if it has any.
        ///
        /// @throws QueryFailure when it fails or is stopped
        StatementOutcome run(RunningStatement running, ResultSink sink) throws QueryFailure;
    }
}
