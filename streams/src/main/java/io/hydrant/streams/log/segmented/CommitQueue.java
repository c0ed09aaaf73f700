package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.LogFailed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What waits for the committer. Safe for use by many threads.
///
/// Appends are bounded by bytes, from the moment they are added until they are done: whoever adds
/// more than fits waits. (A single append always fits when nothing else waits.)
final class CommitQueue {
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private Set<SegmentedPartition> trims = new LinkedHashSet<>();
    private List<PendingAppend> appends = new ArrayList<>();
    private long waitingBytes;
    private Optional<String> closed = Optional.empty();

    CommitQueue(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Adds an append, after waiting for room; fails its future when the queue is closed or the
    /// waiting thread was interrupted.
    void add(PendingAppend append) {
        lock.lock();
        try {
            while (closed.isEmpty()
                    && waitingBytes > 0
                    && waitingBytes > bytesMax - append.frameBytes()) {
                room.await();
            }
            if (closed.isPresent()) {
                append.done().completeExceptionally(new LogFailed(closed.get()));
                return;
            }
            waitingBytes += append.frameBytes();
            appends.add(append);
            work.signal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            append.done()
                    .completeExceptionally(
                            new LogFailed(
                                    "interrupted while waiting to append to partition "
                                            + append.partition().name(),
                                    e));
        } finally {
            lock.unlock();
        }
    }

    /// Has the committer remove what a partition may forget.
    void trim(SegmentedPartition partition) {
        lock.lock();
        try {
            trims.add(partition);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Has the committer do something between two rounds, and waits for it.
    ///
    /// @throws LogFailed when the queue is closed; otherwise whatever the task throws
    <T> T call(Supplier<T> task) {
        CompletableFuture<Outcome<T>> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed.isPresent()) {
                throw new LogFailed(closed.get());
            }
            tasks.add(() -> done.complete(Outcome.of(task)));
            work.signal();
        } finally {
            lock.unlock();
        }
        return done.join().get();
    }

    /// Waits for work. For the committer.
    ///
    /// @return everything there is, but one task at most; empty when closed and nothing is left
    Optional<Round> take() {
        lock.lock();
        try {
            while (appends.isEmpty() && trims.isEmpty() && tasks.isEmpty()) {
                if (closed.isPresent()) {
                    return Optional.empty();
                }
                work.awaitUninterruptibly();
            }
            Round round = new Round(Optional.ofNullable(tasks.poll()), appends, trims);
            appends = new ArrayList<>();
            trims = new LinkedHashSet<>();
            return Optional.of(round);
        } finally {
            lock.unlock();
        }
    }

    /// Makes room for as many bytes as are done. For the committer.
    void release(long bytes) {
        lock.lock();
        try {
            waitingBytes -= bytes;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes nothing more; what is in stays.
    void close(String reason) {
        lock.lock();
        try {
            if (closed.isEmpty()) {
                closed = Optional.of(reason);
            }
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Why nothing more is taken; empty while the queue is open.
    Optional<String> closedReason() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// What the committer does at once.
    record Round(
            Optional<Runnable> task, List<PendingAppend> appends, Set<SegmentedPartition> trims) {
        long bytes() {
            return appends.stream().mapToLong(PendingAppend::frameBytes).sum();
        }
    }

    /// What a task came to: carries its exception to the thread that waits.
    private sealed interface Outcome<T> {
        static <T> Outcome<T> of(Supplier<T> task) {
            try {
                return new Returned<>(task.get());
            } catch (RuntimeException | Error e) {
                return new Thrown<>(e);
            }
        }

        T get();

        record Returned<T>(T value) implements Outcome<T> {
            @Override
            public T get() {
                return value;
            }
        }

        record Thrown<T>(Throwable thrown) implements Outcome<T> {
            @Override
            public T get() {
                return Thrown.<T, RuntimeException>raise(thrown);
            }

            @SuppressWarnings("unchecked") // it was caught as a RuntimeException or an Error
            private static <T, E extends Throwable> T raise(Throwable thrown) throws E {
                throw (E) thrown;
            }
        }
    }
}
