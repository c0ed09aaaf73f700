package io.hydrant.functions.mapping.engine.failure;

import io.hydrant.kernel.error.HydrantException;

/// Who is told of batches that were given up. Safe for use by many threads.
public interface FailureDestination {
    /// Whether it gets the records too.
    boolean takesEvents();

    /// Tells of a batch; when it returns, that is durable. Telling again is harmless.
    ///
    /// @throws HydrantException when it cannot be told now
    void tell(GivenUp batch) throws InterruptedException;
}
