package io.hydrant.query.engine;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A statement that tests can stop.
public final class Hurry implements RunningStatement {
    private final AtomicReference<Optional<QueryFailure>> stopped =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
    private final AtomicLong scannedBytes = new AtomicLong();
    private final long scannedBytesMax;

    public Hurry() {
        this(Long.MAX_VALUE);
    }

    /// @param scannedBytesMax more fails
    public Hurry(long scannedBytesMax) {
        this.scannedBytesMax = scannedBytesMax;
    }

    public void cancel() {
        stopped.set(
                Optional.of(new QueryFailure(QueryFailure.Cause.CANCELLED, "Query was cancelled")));
        stop.get().run();
    }

    public long scannedBytes() {
        return scannedBytes.get();
    }

    @Override
    public void scanned(long bytes) throws QueryFailure {
        if (scannedBytes.addAndGet(bytes) > scannedBytesMax) {
            throw new QueryFailure(
                    QueryFailure.Cause.USER, "Query exhausted: Bytes scanned limit was exceeded");
        }
    }

    @Override
    public void onStop(Runnable action) {
        stop.set(action);
        if (stopped.get().isPresent()) {
            action.run();
        }
    }

    @Override
    public void check() throws QueryFailure {
        if (stopped.get().isPresent()) {
            throw stopped.get().get();
        }
    }
}
