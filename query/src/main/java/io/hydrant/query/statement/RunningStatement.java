package io.hydrant.query.statement;

import io.hydrant.query.refusal.QueryFailure;

/// A statement while it runs: where it tells its progress, and hears that nobody wants it any more.
/// Safe for any thread.
public interface RunningStatement {
    /// Reads so many bytes of the tables' files more.
    ///
    /// @throws QueryFailure when that is more than the statement may read
    void scanned(long bytes) throws QueryFailure;

    /// Registers what stops the statement's work at once: run when it is cancelled or out of time,
    /// from another thread; run immediately when it already is. Only the newest is kept.
    void onStop(Runnable stop);

    /// @throws QueryFailure when the statement was cancelled or ran out of time; long work asks
    ///   between its steps
    void check() throws QueryFailure;
}
