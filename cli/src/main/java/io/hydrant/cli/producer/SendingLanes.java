package io.hydrant.cli.producer;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Sends batches side by side, and knows up to which all of them are acknowledged.
///
/// Each lane is a virtual thread with a destination of its own. With one lane batches arrive in
/// their order; with more, a batch may overtake another. A few batches wait in a queue; a producer
/// that is faster waits for room. The lock guards what is acknowledged and is never held while
/// sending. Callers are one thread; [#acknowledged()] may be asked by any.
public final class SendingLanes implements AutoCloseable {
    private static final long FAILURE_POLL_MILLIS = 100;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, Mark> outOfTurn = new TreeMap<>();
    private final BlockingQueue<Numbered> queue;
    private final List<Thread> lanes;
    private Acknowledged acknowledged;
    private RuntimeException failure;
    private boolean failed;
    private long submitted;
    private long settled;

    private record Numbered(long number, Batch batch) {}

    private SendingLanes(List<RecordDestination> destinations, Mark start) {
        this.queue = new ArrayBlockingQueue<>(destinations.size() * 2);
        this.acknowledged = new Acknowledged(start, 0, 0, 0);
        this.lanes =
                destinations.stream()
                        .map(
                                destination ->
                                        Thread.ofVirtual()
                                                .name("send to " + destination.name())
                                                .unstarted(() -> work(destination)))
                        .toList();
    }

    /// Starts the lanes.
    ///
    /// @param destinations one for each lane
    /// @param start where the producer begins
    public static SendingLanes open(List<RecordDestination> destinations, Mark start) {
        SendingLanes opened = new SendingLanes(destinations, start);
        opened.lanes.forEach(Thread::start);
        return opened;
    }

    /// Hands over a batch; waits while the queue is full.
    ///
    /// @throws RuntimeException what a lane failed with, if one did
    public void submit(List<OutgoingRecord> records, Mark end) throws InterruptedException {
        Numbered next = new Numbered(submitted, new Batch(records, end));
        do {
            throwFailure();
        } while (!queue.offer(next, FAILURE_POLL_MILLIS, TimeUnit.MILLISECONDS));
        submitted++;
    }

    /// Waits until every batch handed over is acknowledged.
    ///
    /// @throws RuntimeException what a lane failed with, if one did
    public void drain() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!failed && settled < submitted) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        throwFailure();
    }

    public Acknowledged acknowledged() {
        lock.lock();
        try {
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the lanes; what is not acknowledged by now may or may not arrive.
    @Override
    public void close() {
        lanes.forEach(Thread::interrupt);
        boolean interrupted = Thread.interrupted();
        for (Thread lane : lanes) {
            boolean ended = false;
            while (!ended) {
                try {
                    lane.join();
                    ended = true;
                } catch (InterruptedException _) {
                    // The lanes end at once; the interrupt is kept for whoever called.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(RecordDestination destination) {
        try {
            while (true) {
                Numbered next = queue.take();
                settle(next, destination.send(next.batch().records()));
            }
        } catch (InterruptedException _) {
            // Closed: there is nobody left to tell.
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void settle(Numbered done, RecordDestination.Sent sent) {
        lock.lock();
        try {
            acknowledged = acknowledged.plus(sent);
            outOfTurn.put(done.number(), done.batch().end());
            while (!outOfTurn.isEmpty() && outOfTurn.firstKey() == settled) {
                acknowledged = acknowledged.reaching(outOfTurn.pollFirstEntry().getValue());
                settled++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(RuntimeException reason) {
        lock.lock();
        try {
            failure = failed ? failure : reason;
            failed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() {
        lock.lock();
        try {
            if (failed) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }
}
