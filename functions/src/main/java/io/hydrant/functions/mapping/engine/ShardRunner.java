package io.hydrant.functions.mapping.engine;

import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.shard.Shard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Owns the thread of one shard of one mapping: steps its work when it is woken or due. Safe for
/// use by many threads.
///
/// When records are pushed, a second thread waits for the log to grow. Work that fails in an
/// unforeseen way is opened anew from its ledger.
final class ShardRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ShardRunner.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration SLEEP_MAX = Duration.ofHours(1);

    private final String name;
    private final Shard shard;
    private final InstantSource clock;
    private final Opener opener;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicBoolean grown = new AtomicBoolean();
    private final Thread thread;
    private final Optional<Thread> growth;
    private volatile Terms terms;
    private volatile boolean stopping;
    private volatile boolean finished;

    /// Makes the work of a shard from its ledger; called on the shard's thread.
    interface Opener {
        /// @param wake to be called when the work should be stepped soon
        ShardWork open(Shard shard, Terms terms, Runnable wake);

        /// Nothing is left to be done of the shard, ever.
        void finished(Shard shard);

        /// Something keeps the shard from being worked; it is tried again.
        void troubled(String problem);
    }

    ShardRunner(Shard shard, Terms terms, Opener opener, InstantSource clock) {
        this.name = terms.mapping().uuid() + " " + shard.id();
        this.shard = shard;
        this.terms = terms;
        this.opener = opener;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("mapping " + name).unstarted(this::run);
        this.growth =
                terms.isPushed()
                        ? Optional.of(
                                Thread.ofVirtual()
                                        .name("mapping-push " + name)
                                        .unstarted(this::watchGrowth))
                        : Optional.empty();
    }

    void start() {
        thread.start();
        growth.ifPresent(Thread::start);
    }

    /// There may be something to do.
    void wake() {
        signal.release();
    }

    void change(Terms next) {
        terms = next;
        wake();
    }

    /// Ends the threads soon; what the function is doing is not waited for.
    void stop() {
        stopping = true;
        growth.ifPresent(Thread::interrupt);
        wake();
    }

    /// Waits for the end after [#stop].
    void join(Duration atMost) throws InterruptedException {
        thread.join(atMost);
    }

    private void run() {
        while (!stopping && !finished) {
            try {
                runOpen();
            } catch (LogException e) {
                LOG.warn("mapping {} cannot go on: {}", name, e.getMessage());
                pauseAfter(e);
            } catch (RuntimeException | VirtualMachineError e) {
                // also when memory ran out: nobody else would work the shard until a restart
                LOG.error("mapping {} failed unexpectedly and is opened anew", name, e);
                pauseAfter(e);
            }
        }
        growth.ifPresent(Thread::interrupt);
        if (finished) {
            opener.finished(shard);
        }
    }

    private void runOpen() {
        Terms known = terms;
        ShardWork work = opener.open(shard, known, this::wake);
        try (work) {
            while (!stopping && !finished) {
                Terms wanted = terms;
                if (wanted != known) {
                    work.change(wanted);
                    known = wanted;
                }
                if (grown.getAndSet(false)) {
                    work.pollSoon();
                }
                Instant due = step(work);
                finished = work.isFinished();
                if (!finished) {
                    sleepUntil(due);
                }
            }
        }
    }

    private Instant step(ShardWork work) {
        try {
            return work.step(clock.instant());
        } catch (LogException e) {
            if (!stopping) {
                LOG.warn("mapping {} has to wait: {}", name, e.getMessage());
                opener.troubled(e.getMessage());
            }
            return clock.instant().plus(PAUSE_AFTER_FAILURE);
        }
    }

    private void sleepUntil(Instant due) {
        Instant now = clock.instant();
        Instant latest = now.plus(SLEEP_MAX);
        Duration wait = Duration.between(now, due.isBefore(latest) ? due : latest);
        if (wait.isPositive()) {
            pause(wait);
        } else {
            Thread.yield();
        }
    }

    private void pauseAfter(Throwable failure) {
        if (!stopping) {
            opener.troubled(failure.toString());
            pause(PAUSE_AFTER_FAILURE);
        }
    }

    /// Sleeps until woken, at most so long.
    private void pause(Duration atMost) {
        try {
            if (signal.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException _) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    private void watchGrowth() {
        LogPartition log = shard.log();
        try {
            long seen = 0;
            while (!stopping && !finished) {
                if (log.awaitBeyond(seen, SLEEP_MAX)) {
                    seen = log.endOffset();
                    grown.set(true);
                    wake();
                }
            }
        } catch (LogFailed e) {
            LOG.debug("mapping {} watches no more: {}", name, e.getMessage()); // the log is gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // stopped
        }
    }
}
