package io.hydrant.functions.remote;

/// One place where functions run.
interface RemoteTarget {
    /// Runs a function and waits for what becomes of it.
    ///
    /// @throws io.hydrant.functions.refusal.FunctionsException when it was refused, or is not
    ///   reached
    RemoteAnswer invoke(RemoteInvocation invocation) throws InterruptedException;
}
