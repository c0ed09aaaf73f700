package io.hydrant.functions.runtime;

import io.hydrant.functions.function.FunctionVersion;

import java.util.Optional;

/// Runs functions. Safe for any thread.
public interface FunctionRunner {
    /// Runs one invocation and waits for its outcome: at most the function's timeout, and what
    /// starting an environment takes.
    ///
    /// @throws Throttled when too many run already
    /// @throws CannotRun when this machine cannot run it now, or the server closes
    InvocationOutcome run(Invocation invocation) throws InterruptedException;

    /// Why a function of this runtime cannot run on this machine; empty when it can. Names the
    /// missing interpreter and how to get it.
    Optional<String> lacking(String runtime);

    /// Ends environments of revisions of the function other than this: they finish what they do.
    void retireOthers(FunctionVersion current);

    /// Ends all environments of a version that was deleted.
    void retire(FunctionVersion deleted);
}
