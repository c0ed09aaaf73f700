package io.hydrant.functions.invoke;

import io.hydrant.functions.code.CodeStore;
import io.hydrant.functions.deploy.RunnableVersions;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.function.StoredVersion;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.remote.RemoteAnswer;
import io.hydrant.functions.remote.RemoteFunctions;
import io.hydrant.functions.remote.RemoteInvocation;
import io.hydrant.functions.remote.RemoteScope;
import io.hydrant.functions.runtime.CannotRun;
import io.hydrant.functions.runtime.FunctionRunner;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.Payload;
import io.hydrant.functions.runtime.Throttled;

import software.amazon.awssdk.services.lambda.model.AliasConfiguration;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Runs functions by how they are named, here or elsewhere. Safe for use by many threads.
///
/// What a configuration maps elsewhere by its name runs there, also when there is a function of the
/// name here. What only a mapping of all functions covers runs here if it is here.
public final class Invoker {
    private final StoredFunctions functions;
    private final CodeStore code;
    private final FunctionRunner runner;
    private final DoubleSupplier chance;
    private final Optional<RemoteFunctions> elsewhere;

    /// @param chance even numbers from 0 to below 1: which version an alias with weights means
    public Invoker(
            StoredFunctions functions,
            CodeStore code,
            FunctionRunner runner,
            DoubleSupplier chance) {
        this(functions, code, runner, chance, Optional.empty());
    }

    private Invoker(
            StoredFunctions functions,
            CodeStore code,
            FunctionRunner runner,
            DoubleSupplier chance,
            Optional<RemoteFunctions> elsewhere) {
        this.elsewhere = elsewhere;
        this.functions = functions;
        this.code = code;
        this.runner = runner;
        this.chance = chance;
    }

    /// The same, with functions that run elsewhere.
    public Invoker reaching(RemoteFunctions remote) {
        return new Invoker(functions, code, runner, chance, Optional.of(remote));
    }

    /// What a function is asked.
    ///
    /// @param clientContext JSON, as the caller gave it
    public record Request(String requestId, Payload event, Optional<String> clientContext) {
        public Request(String requestId, byte[] payload, Optional<String> clientContext) {
            this(requestId, Payload.of(payload), clientContext);
        }

        /// The event, copied if its array is longer.
        public byte[] payload() {
            return event.toBytes();
        }
    }

    /// @param version that ran: `$LATEST` or a number
    public record Invoked(InvocationOutcome outcome, String version) {}

    /// Runs a function and waits for what becomes of it.
    ///
    /// @throws NotFound when there is no such function, version or alias
    /// @throws TooManyRequests when too many run already
    /// @throws io.hydrant.functions.refusal.FunctionsException what else is refused, or not
    ///   reached, elsewhere
    public Invoked invoke(FunctionReference reference, Request request)
            throws InterruptedException {
        if (isElsewhere(reference)) {
            RemoteAnswer answer =
                    elsewhere
                            .orElseThrow()
                            .invoke(
                                    new RemoteInvocation(
                                            reference,
                                            request.requestId(),
                                            request.payload(),
                                            request.clientContext()));
            return new Invoked(answer.outcome(), answer.version());
        }
        StoredFunction function = require(reference);
        StoredVersion version = chosen(function, reference);
        Invocation invocation =
                new Invocation(
                        RunnableVersions.of(function, version, reference.arn(), code),
                        request.requestId(),
                        request.event(),
                        request.clientContext());
        try {
            return new Invoked(runner.run(invocation), version.shape().version());
        } catch (CannotRun e) {
            throw new RunnerMissing(e.getMessage());
        } catch (Throttled e) {
            throw new TooManyRequests(
                    switch (e.reason()) {
                        case RESERVED_CONCURRENCY ->
                                "ReservedFunctionConcurrentInvocationLimitExceeded";
                        case ACCOUNT_CONCURRENCY -> "ConcurrentInvocationLimitExceeded";
                    });
        }
    }

    /// Whether an invocation would run the function elsewhere.
    public boolean isElsewhere(FunctionReference reference) {
        Optional<RemoteScope> scope = elsewhere.flatMap(remote -> remote.covering(reference));
        return scope.isPresent()
                && !(scope.get().isGeneral() && functions.find(reference.name()).isPresent());
    }

    /// Which version an invocation would run now. Of a function elsewhere, what the reference says:
    /// nobody asks there whether it exists.
    ///
    /// @throws NotFound when there is no such function, version or alias
    public String version(FunctionReference reference) {
        if (isElsewhere(reference)) {
            return reference.qualifier().orElse(FunctionReference.LATEST);
        }
        return chosen(require(reference), reference).shape().version();
    }

    private StoredFunction require(FunctionReference reference) {
        return functions
                .find(reference.name())
                .orElseThrow(
                        () ->
                                new NotFound(
                                        "Function not found: "
                                                + reference.name().arn()
                                                + ":"
                                                + reference
                                                        .qualifier()
                                                        .orElse(FunctionReference.LATEST)));
    }

    private StoredVersion chosen(StoredFunction function, FunctionReference reference) {
        AliasConfiguration alias =
                reference.qualifier().map(function.settings().aliases()::get).orElse(null);
        if (alias != null && alias.routingConfig() != null) {
            for (Map.Entry<String, Double> other :
                    alias.routingConfig().additionalVersionWeights().entrySet()) {
                if (chance.getAsDouble() < other.getValue()) {
                    return function.version(Optional.of(other.getKey()));
                }
            }
        }
        return function.version(reference.qualifier());
    }
}
