package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A wish to deliver at once what was put before it, and what came of it so far. Safe for use by
/// many threads.
public final class Flush {
    private static final int OBJECTS_MAX = 10_000;

    private final long belowOffset;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final List<String> objects = new ArrayList<>();
    private long records;

    Flush(long belowOffset) {
        this.belowOffset = belowOffset;
    }

    /// Waits until everything is delivered.
    ///
    /// @return false when the time passed first, or the stream was stopped; delivery goes on
    public boolean await(Duration atMost) throws InterruptedException {
        try {
            done.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        }
    }

    /// Records delivered to the main destination since the flush began.
    public synchronized long records() {
        return records;
    }

    /// Keys of the objects delivered to the main destination since the flush began, in the order of
    /// their commits; the first 10,000.
    public synchronized List<String> objects() {
        return List.copyOf(objects);
    }

    long belowOffset() {
        return belowOffset;
    }

    synchronized void note(List<Intent> committed) {
        for (Intent intent : committed) {
            if (intent.track() == Track.MAIN) {
                records += intent.content().records();
                if (objects.size() < OBJECTS_MAX) {
                    objects.add(intent.key());
                }
            }
        }
    }

    void complete() {
        done.complete(null);
    }

    void fail(String reason) {
        done.completeExceptionally(new IllegalStateException(reason));
    }
}
