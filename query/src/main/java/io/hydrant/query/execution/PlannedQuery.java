package io.hydrant.query.execution;

import io.hydrant.query.statement.StatementRunner.PreparedStatement;
import io.hydrant.query.statement.Submission;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// A request that may become an execution.
///
/// @param execution QUEUED, and not kept yet
/// @param submitted when the request came
/// @param scannedBytesMax what the statement may read; empty for any number
/// @param reuseAge how old an earlier result may be that is taken instead; zero for none
record PlannedQuery(
        StoredExecution execution,
        Submission submission,
        PreparedStatement statement,
        Instant submitted,
        OptionalLong scannedBytesMax,
        Duration reuseAge) {
    /// Statements up to this many characters wait with what was read of them; longer ones are read
    /// again when their turn comes, so that what waits has a bound.
    private static final int KEPT_CHARS_MAX = 32 * 1024;

    boolean keptWhileWaiting() {
        return submission.text().length() <= KEPT_CHARS_MAX;
    }
}
