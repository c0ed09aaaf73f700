package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A wish to deliver at once what was put before it, and what came of it so far. Safe for use by
/// many threads.
public final class Flush {
    private static final int OBJECTS_MAX = 10_000;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final List<String> objects = new ArrayList<>();
    private final AtomicInteger partsLeft;
    private long records;

    /// @param lanes how many have to do with it
    Flush(int lanes) {
        partsLeft = new AtomicInteger(lanes);
        if (lanes == 0) {
            done.complete(null);
        }
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

    private synchronized void note(List<Shipment> committed) {
        for (Shipment shipment : committed) {
            if (shipment.intent().track() == Track.MAIN) {
                records += shipment.intent().content().records();
                if (objects.size() < OBJECTS_MAX) {
                    objects.addAll(shipment.keys());
                }
            }
        }
    }

    /// What one lane has to do with it.
    static final class Part {
        private final Flush whole;
        private final long belowOffset;

        /// @param belowOffset everything below is to be delivered
        Part(Flush whole, long belowOffset) {
            this.whole = whole;
            this.belowOffset = belowOffset;
        }

        long belowOffset() {
            return belowOffset;
        }

        void note(List<Shipment> committed) {
            whole.note(committed);
        }

        void complete() {
            if (whole.partsLeft.decrementAndGet() == 0) {
                whole.done.complete(null);
            }
        }

        void fail(String reason) {
            whole.done.completeExceptionally(new IllegalStateException(reason));
        }
    }
}
