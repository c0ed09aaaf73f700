package io.hydrant.streams.stream;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets appends into a shard, keeps them waiting while its closing is decided, and turns them away
/// once it is closed.
///
///     OPEN <──> SHUT ──> CLOSED
///
/// Safe for use by many threads.
final class AppendGate {
    private enum State {
        OPEN,
        SHUT,
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state;
    private int inside;

    AppendGate(boolean open) {
        this.state = open ? State.OPEN : State.CLOSED;
    }

    /// Waits while it is shut.
    ///
    /// @return false when it is closed for good; otherwise [#leave] must follow
    boolean enter() {
        lock.lock();
        try {
            while (state == State.SHUT) {
                changed.awaitUninterruptibly();
            }
            if (state == State.CLOSED) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            if (inside == 0 && state != State.OPEN) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// When it returns nobody is inside, and nobody comes in before [#reopen]. For one thread at a
    /// time.
    void shut() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.SHUT;
            }
            while (inside > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing happens when it is closed.
    void reopen() {
        lock.lock();
        try {
            if (state == State.SHUT) {
                state = State.OPEN;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// For good.
    void close() {
        lock.lock();
        try {
            state = State.CLOSED;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
