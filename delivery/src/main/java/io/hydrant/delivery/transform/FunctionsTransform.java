package io.hydrant.delivery.transform;

import io.hydrant.functions.Functions;
import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.FunctionsException;
import io.hydrant.functions.refusal.InUse;
import io.hydrant.functions.refusal.InvalidContent;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.functions.refusal.PolicyTooLong;
import io.hydrant.functions.refusal.RevisionMismatch;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.Payload;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Functions of this server as transforming functions. Safe for use by many threads.
///
/// A function may have a timeout of up to 15 minutes; delivery waits for 5. Then the invocation is
/// given up and counts as timed out.
///
/// Source: Firehose Developer Guide, data transformation.
public final class FunctionsTransform implements TransformFunction {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionsTransform.class);
    private static final Duration WAIT_MAX = Duration.ofMinutes(5);
    private static final String TIMED_OUT = "Sandbox.Timedout";

    private final Invoke functions;
    private final Duration waitMax;

    /// How a function is run.
    interface Invoke {
        InvocationOutcome invoke(String functionArn, Payload event) throws InterruptedException;
    }

    public FunctionsTransform(Functions functions) {
        this(functions::invoke, WAIT_MAX);
    }

    FunctionsTransform(Invoke functions, Duration waitMax) {
        this.functions = functions;
        this.waitMax = waitMax;
    }

    @Override
    public Answer invoke(String functionArn, byte[] event) throws InterruptedException {
        return invoke(functionArn, Payload.of(event));
    }

    @Override
    public Answer invoke(String functionArn, Payload event) throws InterruptedException {
        FutureTask<InvocationOutcome> task =
                new FutureTask<>(() -> functions.invoke(functionArn, event));
        Thread.ofVirtual().name("invocation of " + functionArn).start(task);
        try {
            return answer(task.get(waitMax.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return FunctionFailures.RAN_TOO_LONG;
        } catch (ExecutionException e) {
            return failed(functionArn, e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private static Answer answer(InvocationOutcome outcome) {
        if (outcome.failure().isEmpty()) {
            return new Answer.Returned(outcome.answer());
        }
        return outcome.failure().get().type().equals(TIMED_OUT)
                ? FunctionFailures.TIMED_OUT
                : FunctionFailures.FUNCTION_ERROR;
    }

    private static Answer.Failed failed(String functionArn, Throwable why) {
        if (why instanceof FunctionsException refusal) {
            return refused(refusal);
        }
        LOG.error("function {} could not be invoked", functionArn, why);
        return FunctionFailures.of("InternalServerError", "The function could not be invoked.");
    }

    private static Answer.Failed refused(FunctionsException refusal) {
        String message = refusal.getMessage();
        return switch (refusal) {
            case NotFound _ -> FunctionFailures.NOT_FOUND;
            case TooManyRequests _ -> FunctionFailures.LIMIT_EXCEEDED;
            case InvalidParameter _ ->
                    FunctionFailures.of("InvalidParameterValueException", message);
            case InvalidContent _ -> FunctionFailures.of("InvalidRequestContentException", message);
            case PayloadTooLarge _ ->
                    FunctionFailures.of("RequestEntityTooLargeException", message);
            case Conflict _ -> FunctionFailures.of("ResourceConflictException", message);
            case InUse _ -> FunctionFailures.of("ResourceInUseException", message);
            case RunnerMissing _, RevisionMismatch _, PolicyTooLong _ ->
                    FunctionFailures.of("ServiceException", message);
        };
    }
}
