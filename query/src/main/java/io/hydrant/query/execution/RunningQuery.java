package io.hydrant.query.execution;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/// What a statement tells and hears while it runs. The first reason to stop it is the one that
/// counts. Its lock is held for assignments only, never while the statement's own work is stopped.
final class RunningQuery implements RunningStatement {
    private static final Logger LOG = LoggerFactory.getLogger(RunningQuery.class);

    private final OptionalLong scannedBytesMax;
    private final AtomicLong scannedBytes = new AtomicLong();
    private volatile Optional<StopReason> stopped = Optional.empty();
    private Runnable stop = () -> {};

    /// @param scannedBytesMax empty for any number
    RunningQuery(OptionalLong scannedBytesMax) {
        this.scannedBytesMax = scannedBytesMax;
    }

    @Override
    public void scanned(long bytes) throws QueryFailure {
        long total = scannedBytes.addAndGet(bytes);
        if (scannedBytesMax.isPresent() && total > scannedBytesMax.getAsLong()) {
            stop(StopReason.TOO_MUCH_SCANNED);
        }
        check();
    }

    @Override
    public void onStop(Runnable next) {
        boolean already;
        synchronized (this) {
            stop = next;
            already = stopped.isPresent();
        }
        if (already) {
            halt(next);
        }
    }

    @Override
    public void check() throws QueryFailure {
        Optional<StopReason> reason = stopped;
        if (reason.isPresent()) {
            throw reason.get().failure();
        }
    }

    void stop(StopReason reason) {
        Runnable now;
        synchronized (this) {
            if (stopped.isPresent()) {
                return;
            }
            stopped = Optional.of(reason);
            now = stop;
        }
        halt(now);
    }

    /// Work that ends by itself meanwhile may have nothing left to stop.
    private static void halt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("a statement's work could not be stopped; it ends at its next step", e);
        }
    }

    Optional<StopReason> stopped() {
        return stopped;
    }

    long scannedBytes() {
        return scannedBytes.get();
    }
}
