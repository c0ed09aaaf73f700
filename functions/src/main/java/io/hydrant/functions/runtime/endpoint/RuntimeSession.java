package io.hydrant.functions.runtime.endpoint;

import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.functions.runtime.Payload;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What one runtime is doing, and the calls that are allowed in between. Safe for any thread.
///
/// ```
/// STARTING ──next──▶ READY ──work──▶ BUSY ──response, error──▶ ANSWERED ──next──▶ READY
///    └──init/error──▶ FAILED                    any ──close──▶ CLOSED
/// ```
///
/// Source: Lambda Developer Guide, "Using the Lambda runtime API"; what is out of order is refused
/// as the service's Runtime Interface Emulator does.
public final class RuntimeSession {
    public static final int ANSWER_BYTES_MAX = InvocationOutcome.PAYLOAD_BYTES_MAX;

    /// What a runtime may be doing.
    public enum State {
        STARTING,
        READY,
        BUSY,
        ANSWERED,
        FAILED,
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.STARTING;
    private Optional<Work> work = Optional.empty();
    private Optional<RuntimeAnswer> answer = Optional.empty();
    private Payload.Lender lender = Payload.Lender.NONE;
    private long asks;

    public State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the state is another, or the time is over, and tells the state.
    public State awaitOtherThan(State old, Duration timeout) throws InterruptedException {
        long nanosLeft = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (state == old && nanosLeft > 0) {
                nanosLeft = changed.awaitNanos(nanosLeft);
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Gives work to a runtime that is ready for it.
    ///
    /// @return whether it was ready
    public boolean handOver(Work next) {
        lock.lock();
        try {
            if (state != State.READY) {
                return false;
            }
            work = Optional.of(next);
            lender = next.payload().lender();
            answer = Optional.empty();
            move(State.BUSY);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// An array for a body of so many bytes, which may be the answer to the work at hand: that of
    /// its lender, if it was not taken yet.
    byte[] arrayForBody(int bytes) {
        Payload.Lender asked;
        lock.lock();
        try {
            asked = state == State.BUSY ? lender : Payload.Lender.NONE;
            if (state == State.BUSY) {
                lender = Payload.Lender.NONE;
            }
        } finally {
            lock.unlock();
        }
        return asked.arrayForAnswer(bytes).orElseGet(() -> new byte[bytes]);
    }

    /// What the runtime made of its work, or of its start, so far; once. An environment that ends
    /// before it gets its next work must not seem to have answered that.
    public Optional<RuntimeAnswer> takeAnswer() {
        lock.lock();
        try {
            Optional<RuntimeAnswer> taken = answer;
            answer = Optional.empty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Ends all waiting. Nothing is taken or given any more.
    public void close() {
        lock.lock();
        try {
            move(State.CLOSED);
        } finally {
            lock.unlock();
        }
    }

    /// The runtime asks for work, and waits for it without a limit. Whoever asked last gets it: an
    /// earlier call may be one whose connection broke.
    ///
    /// @return empty when the session was closed, or somebody asked after this
    Optional<Work> next() throws InterruptedException, InvalidTransition {
        lock.lockInterruptibly();
        try {
            if (state == State.BUSY || state == State.FAILED) {
                throw new InvalidTransition(state, State.READY);
            }
            if (state != State.CLOSED) {
                move(State.READY);
            }
            asks++;
            long ask = asks;
            while (state == State.READY && ask == asks) {
                changed.await();
            }
            if (state != State.BUSY || ask != asks) {
                return Optional.empty();
            }
            Optional<Work> taken = work;
            work = work.map(RuntimeSession::withoutPayload);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// The runtime answers.
    void answer(String requestId, RuntimeAnswer given) throws InvalidTransition, UnknownRequest {
        lock.lock();
        try {
            if (work.isEmpty()) {
                throw new InvalidTransition(state, State.ANSWERED);
            }
            if (!work.get().requestId().equals(requestId)) {
                throw new UnknownRequest(requestId);
            }
            if (state != State.BUSY) {
                throw new InvalidTransition(state, State.ANSWERED);
            }
            answer = Optional.of(given);
            move(State.ANSWERED);
        } finally {
            lock.unlock();
        }
    }

    /// The runtime could not start.
    void failStart(RuntimeAnswer.Failed given) throws InvalidTransition {
        lock.lock();
        try {
            if (state != State.STARTING) {
                throw new InvalidTransition(state, State.FAILED);
            }
            answer = Optional.of(given);
            move(State.FAILED);
        } finally {
            lock.unlock();
        }
    }

    private void move(State next) {
        state = next;
        changed.signalAll();
    }

    private static Work withoutPayload(Work work) {
        return new Work(
                work.requestId(),
                Payload.of(new byte[0]),
                work.deadline(),
                work.invokedArn(),
                work.traceId(),
                work.clientContext());
    }

    /// A call that is not allowed now.
    static final class InvalidTransition extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidTransition(State from, State to) {
            super(
                    "State transition from "
                            + from
                            + " to "
                            + to
                            + " failed for runtime. Error: State transition is not allowed");
        }
    }

    /// An answer to what the runtime was not asked.
    static final class UnknownRequest extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownRequest(String requestId) {
            super("no invocation has the id " + requestId);
        }
    }
}
