package io.hydrant.functions.remote;

import io.hydrant.functions.refusal.TooManyRequests;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many invocations of one mapping run at once. Who finds no room waits in line, up to a bound;
/// beyond it callers are throttled at once. Safe for use by many threads.
final class Admission {
    private static final int WAITING_MAX = 1_000;

    private final Semaphore room;
    private final Duration patience;
    private final AtomicInteger waiting = new AtomicInteger();

    Admission(int concurrency, Duration patience) {
        this.room = new Semaphore(concurrency, true);
        this.patience = patience;
    }

    /// Whoever enters must leave.
    ///
    /// @throws TooManyRequests when there is no room, and too many wait or it takes too long
    void enter() throws InterruptedException {
        if (room.tryAcquire(0, TimeUnit.NANOSECONDS)) {
            return;
        }
        try {
            if (waiting.incrementAndGet() > WAITING_MAX
                    || !room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TooManyRequests("ConcurrentInvocationLimitExceeded");
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    void leave() {
        room.release();
    }
}
