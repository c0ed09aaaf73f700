package io.hydrant.functions;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.Payload;

import java.util.Optional;
import java.util.UUID;

/// What other features ask of functions. Safe for use by many threads.
public final class Functions {
    private final Invoker invoker;

    public Functions(Invoker invoker) {
        this.invoker = invoker;
    }

    /// Runs a function and waits for what becomes of it.
    ///
    /// @param functionArn perhaps with a version or alias; of an alias with weights one is chosen
    /// @param payload JSON
    /// @throws io.hydrant.functions.refusal.InvalidParameter when it is no ARN of a function
    /// @throws io.hydrant.functions.refusal.NotFound when there is no such function
    /// @throws io.hydrant.functions.refusal.TooManyRequests when too many run already
    public InvocationOutcome invoke(String functionArn, byte[] payload)
            throws InterruptedException {
        return invoke(functionArn, Payload.of(payload));
    }

    /// The same, with arrays that are lent.
    public InvocationOutcome invoke(String functionArn, Payload event) throws InterruptedException {
        return run(reference(functionArn), event).outcome();
    }

    /// The same for a function by name or ARN.
    ///
    /// @param home where a name is looked for
    public InvocationOutcome invoke(String function, FunctionReference.Home home, byte[] payload)
            throws InterruptedException {
        FunctionReference reference = FunctionReference.of(function, Optional.empty(), home);
        return run(reference, payload).outcome();
    }

    /// The same, with the version that ran.
    public Invoked run(FunctionReference function, byte[] payload) throws InterruptedException {
        return run(function, Payload.of(payload));
    }

    private Invoked run(FunctionReference function, Payload event) throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        return invoker.invoke(function, new Invoker.Request(requestId, event, Optional.empty()));
    }

    /// Whether there is such a function now, and the version or alias that the ARN names.
    public boolean exists(String functionArn) {
        try {
            invoker.version(reference(functionArn));
            return true;
        } catch (NotFound | InvalidParameter _) {
            return false;
        }
    }

    /// @throws InvalidParameter when it is no ARN of a function
    public static FunctionReference reference(String functionArn) {
        return FunctionReference.ofArn(functionArn);
    }
}
