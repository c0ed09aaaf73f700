package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.invoke.Invoker;

/// Runs functions by their ARNs. Safe for use by many threads.
public interface FunctionCaller {
    /// Waits for what becomes of the invocation.
    ///
    /// @param functionArn perhaps with a version or alias
    /// @throws io.hydrant.functions.refusal.FunctionsException when it does not reach the function
    Invoker.Invoked call(String functionArn, Invoker.Request request) throws InterruptedException;
}
