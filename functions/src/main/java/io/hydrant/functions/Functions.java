package io.hydrant.functions;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

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
    /// @throws io.hydrant.functions.refusal.NotFound when there is no such function
    /// @throws io.hydrant.functions.refusal.TooManyRequests when too many run already
    public InvocationOutcome invoke(String functionArn, byte[] payload)
            throws InterruptedException {
        String[] parts = functionArn.split(":", -1);
        if (parts.length < 7 || !parts[0].equals("arn") || !parts[2].equals("lambda")) {
            throw new InvalidParameter("'" + functionArn + "' is not the ARN of a function");
        }
        return invoke(functionArn, home(parts[4], parts[3]), payload);
    }

    private static FunctionReference.Home home(String account, String region) {
        return new FunctionReference.Home(new AccountId(account), new Region(region));
    }

    /// @param function name or ARN, perhaps with a version or alias
    /// @param home where a name is looked for
    public InvocationOutcome invoke(String function, FunctionReference.Home home, byte[] payload)
            throws InterruptedException {
        FunctionReference reference = FunctionReference.of(function, Optional.empty(), home);
        return invoker.invoke(
                        reference,
                        new Invoker.Request(
                                UUID.randomUUID().toString(), payload, Optional.empty()))
                .outcome();
    }
}
