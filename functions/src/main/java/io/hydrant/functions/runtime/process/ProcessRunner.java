package io.hydrant.functions.runtime.process;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.CannotRun;
import io.hydrant.functions.runtime.FailurePayload;
import io.hydrant.functions.runtime.FunctionLog;
import io.hydrant.functions.runtime.FunctionMeters;
import io.hydrant.functions.runtime.FunctionRunner;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.InvocationOutcome.Failure;
import io.hydrant.functions.runtime.Throttled;
import io.hydrant.functions.runtime.process.EnvironmentPool.Slot;
import io.hydrant.functions.runtime.process.Launchpad.NoEntrypoint;
import io.hydrant.functions.runtime.process.RunnerSettings.Isolation;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Runs functions in processes of this machine.
///
/// An environment is started when none is warm. It serves one invocation at a time, and ends when
/// its function changes, when it was idle for long, when it is broken, or to make room. Unlike the
/// service, processes are not frozen between invocations. Closing ends them all; so does the end of
/// the server, however it comes.
public final class ProcessRunner implements FunctionRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessRunner.class);
    private static final Duration WATCH_EVERY = Duration.ofMillis(250);

    private final RunnerLimits limits;
    private final Launchpad launchpad;
    private final EnvironmentPool<ExecutionEnvironment> pool;
    private final FunctionMeters meters;
    private final Thread watch;
    private volatile boolean closing;

    private ProcessRunner(
            InstantSource clock, Telemetry telemetry, RunnerLimits limits, Launchpad launchpad) {
        this.limits = limits;
        this.launchpad = launchpad;
        this.pool = new EnvironmentPool<>(clock, limits, ExecutionEnvironment::end);
        this.meters = new FunctionMeters(telemetry, pool::running);
        this.watch = Thread.ofVirtual().name("environment-watch").unstarted(this::watch);
    }

    /// Clears what is left of an earlier run. What this machine can do is found out when the first
    /// function runs.
    ///
    /// @throws InvalidArgument when namespaces are required, and this machine does not allow them
    public static ProcessRunner open(
            InstantSource clock, Telemetry telemetry, FunctionLog log, RunnerSettings settings)
            throws IOException {
        Programs programs = new Programs(Optional.ofNullable(System.getenv("PATH")).orElse(""));
        Groundwork groundwork = new Groundwork(settings, programs);
        EnvironmentFolder.deleteTree(groundwork.environments());
        boolean namespacesRequired = settings.isolation() == Isolation.REQUIRED;
        if (namespacesRequired) {
            try {
                groundwork.requireMachine();
            } catch (IOException e) {
                throw new InvalidArgument(e.getMessage());
            }
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Launchpad launchpad =
                new Launchpad(
                        clock,
                        log,
                        settings.surroundings(),
                        new Interpreters(programs, settings.interpreters(), java),
                        groundwork,
                        namespacesRequired);
        ProcessRunner runner = new ProcessRunner(clock, telemetry, settings.limits(), launchpad);
        runner.watch.start();
        return runner;
    }

    @Override
    public InvocationOutcome run(Invocation invocation) throws InterruptedException {
        FunctionVersion function = invocation.function();
        FunctionMeters.OfFunction counted = meters.of(function.name());
        Slot<ExecutionEnvironment> slot;
        try {
            slot = pool.acquire(function);
        } catch (Throttled e) {
            counted.throttles().add(1);
            throw e;
        }
        counted.invocations().add(1);
        boolean settled = false;
        try {
            InvocationOutcome outcome = runIn(slot, invocation, counted);
            if (closing && outcome.failure().isPresent()) {
                throw closing(function);
            }
            if (outcome.failure().isPresent()) {
                counted.errors().add(1);
            }
            settled = true;
            return outcome;
        } finally {
            if (settled) {
                settle(slot, function);
            } else {
                pool.release(slot, false);
            }
        }
    }

    @Override
    public Optional<String> lacking(String runtime) {
        return launchpad.interpreters().lacking(runtime);
    }

    @Override
    public void retireOthers(FunctionVersion current) {
        pool.retireOthers(current);
    }

    @Override
    public void retire(FunctionVersion deleted) {
        pool.retire(deleted);
    }

    /// Ends all processes, also those at work: their invocations fail.
    @Override
    public void close() {
        closing = true;
        watch.interrupt();
        pool.close();
    }

    private InvocationOutcome runIn(
            Slot<ExecutionEnvironment> slot,
            Invocation invocation,
            FunctionMeters.OfFunction counted)
            throws InterruptedException {
        Optional<ExecutionEnvironment> warm = slot.environment();
        if (warm.isPresent() && warm.get().isReady()) {
            return timed(warm.get(), invocation, Optional.empty(), counted);
        }
        warm.ifPresent(ExecutionEnvironment::end);
        ExecutionEnvironment started;
        try {
            started = launchpad.start(invocation.function());
        } catch (NoEntrypoint e) {
            return notStarted(invocation, e.getMessage());
        } catch (IOException e) {
            LOG.warn("Function {} does not start: {}", invocation.function().name(), e.toString());
            throw new CannotRun(
                    invocation.function().name()
                            + " cannot be started on this machine: "
                            + e.getMessage(),
                    e);
        }
        if (!pool.fill(slot, started)) {
            started.end();
            throw closing(invocation.function());
        }
        Duration init = started.awaitStart(limits.initMax());
        return timed(started, invocation, Optional.of(init), counted);
    }

    private static CannotRun closing(FunctionVersion function) {
        return new CannotRun(function.name() + " was not run to its end: the server is closing");
    }

    private static InvocationOutcome timed(
            ExecutionEnvironment environment,
            Invocation invocation,
            Optional<Duration> init,
            FunctionMeters.OfFunction counted)
            throws InterruptedException {
        long began = System.nanoTime();
        try {
            return environment.run(invocation, init);
        } finally {
            counted.duration().recordNanos(System.nanoTime() - began);
        }
    }

    private InvocationOutcome notStarted(Invocation invocation, String reason) {
        FunctionVersion function = invocation.function();
        FailurePayload failure = FailurePayload.invalidEntrypoint(invocation.requestId(), reason);
        EnvironmentLog log = launchpad.newLog(function);
        log.start(invocation.requestId(), function.version());
        log.line(reason);
        log.end(
                invocation.requestId(),
                new EnvironmentLog.Report(
                        Duration.ZERO,
                        Optional.empty(),
                        function.limits().memoryMib(),
                        0,
                        failure.json().length,
                        Optional.of(EnvironmentLog.Report.Status.of(failure.type()))));
        return new InvocationOutcome(
                failure.json(), Optional.of(new Failure(failure.type())), log.tail());
    }

    /// Gives the environment back as soon as it asks for work, and ends it if it never does.
    private void settle(Slot<ExecutionEnvironment> slot, FunctionVersion function) {
        Optional<ExecutionEnvironment> settling =
                slot.environment().filter(ExecutionEnvironment::isSettling);
        if (settling.isPresent()) {
            pool.finish(slot);
            Thread.ofVirtual()
                    .name("settling " + function.name().name())
                    .start(() -> settleLater(slot, settling.get(), function.limits().timeout()));
        } else {
            pool.release(
                    slot, slot.environment().filter(ExecutionEnvironment::isReady).isPresent());
        }
    }

    private void settleLater(
            Slot<ExecutionEnvironment> slot, ExecutionEnvironment environment, Duration timeout) {
        boolean ready = false;
        try {
            ready = environment.awaitReady(timeout);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            pool.release(slot, ready);
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(WATCH_EVERY);
                List<ExecutionEnvironment> environments = pool.environments();
                environments.forEach(one -> one.watchMemory(limits.memoryEnforced()));
                pool.endIdle();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
