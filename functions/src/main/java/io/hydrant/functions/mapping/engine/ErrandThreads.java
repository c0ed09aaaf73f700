package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.mapping.engine.failure.GivenUp.LastCall;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.kernel.error.HydrantException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/// Does the errands of one shard's lanes, each on a thread of its own.
final class ErrandThreads implements Errands {
    private static final Logger LOG = LoggerFactory.getLogger(ErrandThreads.class);
    private static final String STOPPED = "the server stops";

    private final Executor executor;
    private final FunctionCaller functions;
    private final Runnable wake;
    private ShardWork work;

    /// @param executor runs each errand to its end
    /// @param wake called when there is something to be stepped
    ErrandThreads(Executor executor, FunctionCaller functions, Runnable wake) {
        this.executor = executor;
        this.functions = functions;
        this.wake = wake;
    }

    /// Before the first errand.
    void reportTo(ShardWork reader) {
        work = reader;
    }

    @Override
    public void invoke(int lane, Call call) {
        run(lane, call.memory(), () -> outcome(call), new Outcome.Unreachable(STOPPED));
    }

    @Override
    public void tell(int lane, Telling telling) {
        run(lane, telling.memory(), () -> outcome(telling), new Outcome.NotTold(STOPPED));
    }

    private void run(
            int lane, MemoryBudget.Claim memory, Supplier<Outcome> errand, Outcome refused) {
        try {
            executor.execute(
                    () -> {
                        Outcome outcome = refused;
                        try {
                            outcome = errand.get();
                        } finally {
                            memory.close();
                            report(lane, outcome);
                        }
                    });
        } catch (RejectedExecutionException _) {
            memory.close();
            report(lane, refused);
        }
    }

    private void report(int lane, Outcome outcome) {
        work.report(lane, outcome);
        wake.run();
    }

    private Outcome outcome(Call call) {
        Invoker.Request request =
                new Invoker.Request(call.requestId(), call.event(), Optional.empty());
        try {
            Invoked invoked = functions.call(call.functionArn(), request);
            return new Outcome.Answered(new LastCall(call.requestId(), invoked));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.Unreachable(STOPPED);
        } catch (TooManyRequests e) {
            return new Outcome.Unreachable("Function is throttled: " + e.reason());
        } catch (HydrantException e) {
            return new Outcome.Unreachable(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} could not be invoked", call.functionArn(), e);
            return new Outcome.Unreachable("Function could not be called");
        }
    }

    private static Outcome outcome(Telling telling) {
        try {
            telling.destination().tell(telling.batch());
            return new Outcome.Told();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.NotTold(STOPPED);
        } catch (HydrantException e) {
            return new Outcome.NotTold(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("batch {} could not be told", telling.batch().id(), e);
            return new Outcome.NotTold("the failure destination could not be told");
        }
    }
}
