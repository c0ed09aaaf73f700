package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.FunctionRunner;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.Throttled;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Answers with the payload, unless told otherwise; remembers what it was asked.
public final class FakeRunner implements FunctionRunner {
    public final List<Invocation> invocations = new ArrayList<>();
    public final List<String> retired = new ArrayList<>();
    public final Deque<String> failures = new ArrayDeque<>();
    public int throttles;

    @Override
    public synchronized InvocationOutcome run(Invocation invocation) {
        if (throttles > 0) {
            throttles--;
            throw new Throttled(Throttled.Reason.RESERVED_CONCURRENCY, "too many");
        }
        invocations.add(invocation);
        byte[] tail = "START\nEND\n".getBytes(StandardCharsets.UTF_8);
        if (failures.isEmpty()) {
            return new InvocationOutcome(invocation.payload(), Optional.empty(), tail);
        }
        String type = failures.poll();
        byte[] error = ("{\"errorType\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
        return new InvocationOutcome(error, Optional.of(new InvocationOutcome.Failure(type)), tail);
    }

    @Override
    public Optional<String> lacking(String runtime) {
        return runtime.startsWith("ruby")
                ? Optional.of("ruby is not installed on this machine, which " + runtime + " needs")
                : Optional.empty();
    }

    @Override
    public synchronized void retireOthers(FunctionVersion current) {
        retired.add("others than " + current.revision());
    }

    @Override
    public synchronized void retire(FunctionVersion deleted) {
        retired.add(deleted.version());
    }
}
