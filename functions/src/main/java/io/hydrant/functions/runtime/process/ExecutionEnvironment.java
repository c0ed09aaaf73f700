package io.hydrant.functions.runtime.process;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.FailurePayload;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.Payload;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.Answered;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.Failed;
import io.hydrant.functions.runtime.endpoint.RuntimeAnswer.TooLarge;
import io.hydrant.functions.runtime.endpoint.RuntimeEndpoint;
import io.hydrant.functions.runtime.endpoint.RuntimeSession;
import io.hydrant.functions.runtime.endpoint.RuntimeSession.State;
import io.hydrant.functions.runtime.endpoint.Work;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// One process of a function with all that belongs to it. Serves one invocation at a time; may be
/// watched and ended by any thread.
final class ExecutionEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionEnvironment.class);
    private static final Duration OUTPUT_MAX = Duration.ofSeconds(10);

    /// A runtime asks for its next work right after an answer; who takes longer is awaited apart.
    private static final Duration SETTLE = Duration.ofMillis(250);

    private static final Duration EXIT_MAX = Duration.ofSeconds(5);

    /// What a function gets when it was invoked with nothing.
    private static final Payload NO_PAYLOAD = Payload.of(new byte[] {'{', '}'});

    private final FunctionVersion function;
    private final Parts parts;
    private final RuntimeSession session;
    private final ProcessMemory memory;
    private final long startedNanos = System.nanoTime();
    private final AtomicLong memoryUsedBytes = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean outOfMemory;

    /// What an environment consists of.
    record Parts(
            InstantSource clock,
            Process process,
            RuntimeEndpoint endpoint,
            OutputPipe output,
            EnvironmentLog log,
            EnvironmentFolder folder) {}

    /// How an invocation ended.
    ///
    /// @param failure its type
    private record Ending(Payload payload, Optional<String> failure) {
        static Ending of(FailurePayload failure) {
            return new Ending(Payload.of(failure.json()), Optional.of(failure.type()));
        }
    }

    ExecutionEnvironment(FunctionVersion function, Parts parts) {
        this.function = function;
        this.parts = parts;
        this.session = parts.endpoint().session();
        this.memory = new ProcessMemory(parts.process().pid());
        parts.process().onExit().thenRun(session::close);
    }

    /// Waits until the process asked for work, failed or took too long.
    ///
    /// @return how long it took to start
    Duration awaitStart(Duration timeout) throws InterruptedException {
        session.awaitOtherThan(State.STARTING, timeout);
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /// Whether it can serve an invocation now.
    boolean isReady() {
        return session.state() == State.READY && parts.process().isAlive();
    }

    /// Whether it has answered, and is still busy with the end of that.
    boolean isSettling() {
        return session.state() == State.ANSWERED;
    }

    /// Waits until it can serve again, or never will; tells which.
    boolean awaitReady(Duration timeout) throws InterruptedException {
        return session.awaitOtherThan(State.ANSWERED, timeout) == State.READY;
    }

    /// @param init how long it took to start, when it was started for this invocation
    InvocationOutcome run(Invocation invocation, Optional<Duration> init)
            throws InterruptedException {
        String id = invocation.requestId();
        Duration timeout = function.limits().timeout();
        parts.log().start(id, function.version());
        long began = System.nanoTime();
        Ending ending = invoke(invocation, began + timeout.toNanos());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        boolean timedOut = ending.failure().equals(Optional.of("Sandbox.Timedout"));
        measureMemory();
        if (!timedOut) {
            awaitEnd();
        }
        if (timedOut || !parts.process().isAlive()) {
            endProcesses();
        }
        parts.output().drain(OUTPUT_MAX);
        if (timedOut) {
            took = timeout;
            parts.log().timedOut(id, timeout);
        }
        parts.log()
                .end(
                        id,
                        new EnvironmentLog.Report(
                                took,
                                init,
                                function.limits().memoryMib(),
                                memoryUsedMib(),
                                ending.payload().length(),
                                ending.failure().map(EnvironmentLog.Report.Status::of)));
        return new InvocationOutcome(
                ending.payload(),
                ending.failure().map(InvocationOutcome.Failure::new),
                parts.log().tail());
    }

    /// Looks how much memory is in use, and ends the process when it is more than it may have.
    ///
    /// @param enforced whether to end it
    void watchMemory(boolean enforced) {
        if (session.state() == State.READY || ended.get()) {
            return;
        }
        long bytes = measureMemory();
        if (enforced && bytes > (long) function.limits().memoryMib() << 20) {
            outOfMemory = true;
            LOG.info(
                    "Function {} uses more than its {} MB of memory: it is killed",
                    function.name(),
                    function.limits().memoryMib());
            endProcesses();
        }
    }

    /// Ends the process with all its descendants, and removes all that belongs to it.
    void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            endProcesses();
        } catch (RuntimeException e) {
            LOG.warn("Function {} does not end as it should", function.name(), e);
        }
        parts.endpoint().close();
        parts.output().close();
        try {
            parts.folder().delete();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Folder {} stays: {}", parts.folder().folder(), e.toString());
        }
    }

    private Ending invoke(Invocation invocation, long deadlineNanos) throws InterruptedException {
        String id = invocation.requestId();
        State state = session.awaitOtherThan(State.STARTING, until(deadlineNanos));
        if (state == State.READY) {
            session.handOver(work(invocation));
            state = session.awaitOtherThan(State.BUSY, until(deadlineNanos));
        }
        Optional<RuntimeAnswer> answer = session.takeAnswer();
        if (answer.isPresent()) {
            return ending(answer.get());
        }
        return switch (state) {
            case CLOSED -> Ending.of(exited(id));
            case STARTING, READY, BUSY, ANSWERED, FAILED ->
                    Ending.of(FailurePayload.timedOut(id, function.limits().timeout()));
        };
    }

    /// Some runtimes log a failure only after they have told it: an invocation is over when the
    /// runtime asks for the next one, or ends.
    private void awaitEnd() throws InterruptedException {
        State state = session.state();
        if (state == State.ANSWERED || state == State.FAILED) {
            session.awaitOtherThan(state, SETTLE);
        }
    }

    private Work work(Invocation invocation) {
        boolean empty = invocation.event().length() == 0;
        return new Work(
                invocation.requestId(),
                empty ? NO_PAYLOAD : invocation.event(),
                parts.clock().instant().plus(function.limits().timeout()),
                invocation.function().invokedArn(),
                traceId(),
                invocation.clientContext());
    }

    private static Ending ending(RuntimeAnswer answer) {
        return switch (answer) {
            case Answered(Payload payload) -> new Ending(payload, Optional.empty());
            case Failed(String type, byte[] payload) ->
                    new Ending(Payload.of(payload), Optional.of(type));
            case TooLarge() -> Ending.of(FailurePayload.responseTooLarge());
        };
    }

    private FailurePayload exited(String requestId) throws InterruptedException {
        boolean exited = parts.process().waitFor(EXIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        if (!exited || outOfMemory) {
            return FailurePayload.killed(requestId);
        }
        return FailurePayload.exited(requestId, parts.process().exitValue());
    }

    /// The supervisor ends the process group when its input ends; what left the group is found by
    /// its ancestors.
    private void endProcesses() {
        Process process = parts.process();
        List<ProcessHandle> family = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("Supervisor of {} is gone: {}", function.name(), e.toString());
        }
        family.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            if (!process.waitFor(EXIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Process {} of function {} does not end", process.pid(), function.name());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long measureMemory() {
        long bytes = memory.bytes();
        memoryUsedBytes.accumulateAndGet(bytes, Math::max);
        return bytes;
    }

    private long memoryUsedMib() {
        long mib = Math.ceilDiv(memoryUsedBytes.get(), 1L << 20);
        return Math.min(mib, function.limits().memoryMib());
    }

    private static Duration until(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    private String traceId() {
        String random = UUID.randomUUID().toString().replace("-", "");
        String parent = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return String.format(
                "Root=1-%08x-%s;Parent=%s;Sampled=0",
                parts.clock().instant().getEpochSecond(), random.substring(0, 24), parent);
    }
}
