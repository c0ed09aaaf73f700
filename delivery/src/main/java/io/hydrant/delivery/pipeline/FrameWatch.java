package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.source.LaneSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes lanes whose sources have grown, for sources that others append to.
///
/// One thread looks at the ends of all of them, ten times a second, which costs next to nothing;
/// what comes in between is read in one go. It sleeps while there is nothing to watch. Safe for use
/// by many threads.
final class FrameWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Set<Watched> all = ConcurrentHashMap.newKeySet();
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("frame-watch").unstarted(this::run);
    private volatile boolean closed;

    /// @param wake called whenever there are new frames; must not block
    Watched watch(LaneSource source, Runnable wake) {
        Watched watched = new Watched(source, wake);
        all.add(watched);
        signal.release();
        return watched;
    }

    void start() {
        thread.start();
    }

    /// Looks at every source once.
    void look() {
        all.forEach(Watched::look);
    }

    @Override
    public void close() {
        closed = true;
        signal.release();
    }

    private void run() {
        try {
            while (!closed) {
                if (all.isEmpty()) {
                    signal.acquire();
                } else if (signal.tryAcquire(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                    signal.drainPermits();
                }
                lookSafely();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A log that fails is its lane's trouble; the others must not miss their frames.
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("looking for new frames failed", e);
        }
    }

    /// One source under watch; close it when its lane is done.
    final class Watched implements AutoCloseable {
        private final LaneSource source;
        private final Runnable wake;
        private long seenOffset;

        private Watched(LaneSource source, Runnable wake) {
            this.source = source;
            this.wake = wake;
            this.seenOffset = source.endOffset();
        }

        /// Called by the watch's thread only.
        private void look() {
            long end = source.endOffset();
            if (end != seenOffset) {
                seenOffset = end;
                wake.run();
            }
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
