package io.hydrant.server;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.runtime.FunctionRunner;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;

import java.util.Optional;

/// Stands where a runner would: functions can be deployed, every invocation is refused.
final class NoRunner implements FunctionRunner {
    @Override
    public InvocationOutcome run(Invocation invocation) {
        throw new RunnerMissing(
                "No runner of functions is part of this server: "
                        + invocation.function().invokedArn()
                        + " was not run.");
    }

    @Override
    public Optional<String> lacking(String runtime) {
        return Optional.empty();
    }

    @Override
    public void retireOthers(FunctionVersion current) {
        // nothing runs
    }

    @Override
    public void retire(FunctionVersion deleted) {
        // nothing runs
    }
}
