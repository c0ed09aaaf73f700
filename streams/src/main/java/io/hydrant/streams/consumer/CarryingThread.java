package io.hydrant.streams.consumer;

import io.hydrant.streams.log.LogPartition;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The thread that carries a subscription, as others may disturb it: they can wake it while it
/// waits and, as a last resort, break off what it writes.
///
/// Both are interrupts, sent only while the thread is in the wait or write they are meant for; none
/// is left behind. The methods that wait and write are for the carrying thread, the others for all.
final class CarryingThread {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private Optional<Thread> waiting = Optional.empty();
    private Optional<Thread> writing = Optional.empty();
    private boolean wake;

    /// Ends the wait under way, or else the next one.
    void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signal();
            waiting.ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    /// Makes a write under way fail.
    void breakOff() {
        lock.lock();
        try {
            writing.ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the log grew beyond an offset, the time passed or somebody woke it.
    ///
    /// @return false when just the time passed
    boolean awaitBeyond(LogPartition log, long offset, Duration atMost)
            throws InterruptedException {
        if (!enterWait()) {
            return true;
        }
        boolean grew = false;
        boolean woken;
        try {
            grew = log.awaitBeyond(offset, atMost);
        } catch (InterruptedException e) {
            if (!isWoken()) {
                throw e;
            }
        } finally {
            woken = leaveWait();
        }
        return grew || woken;
    }

    /// Waits until the time passed or somebody woke it.
    void pause(Duration duration) throws InterruptedException {
        lock.lock();
        try {
            long nanos = duration.toNanos();
            while (!wake && nanos > 0) {
                nanos = woken.awaitNanos(nanos);
            }
            wake = false;
        } finally {
            lock.unlock();
        }
    }

    /// @throws IOException as the write does, also when it was broken off
    void write(Write write) throws IOException {
        lock.lock();
        writing = Optional.of(Thread.currentThread());
        lock.unlock();
        try {
            write.run();
        } finally {
            lock.lock();
            writing = Optional.empty();
            Thread.interrupted(); // one that came too late to break anything off
            lock.unlock();
        }
    }

    private boolean enterWait() {
        lock.lock();
        try {
            if (wake) {
                wake = false;
                return false;
            }
            waiting = Optional.of(Thread.currentThread());
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean leaveWait() {
        lock.lock();
        try {
            waiting = Optional.empty();
            boolean woken = wake;
            if (woken) {
                wake = false;
                Thread.interrupted(); // one that came when the wait was over already
            }
            return woken;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWoken() {
        lock.lock();
        try {
            return wake;
        } finally {
            lock.unlock();
        }
    }

    /// Sends something to the client.
    interface Write {
        void run() throws IOException;
    }
}
