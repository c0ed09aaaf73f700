package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.log.LogException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Owns a lane's thread: steps the lane when it is woken or due, and carries what others ask of it.
///
/// Safe for use by many threads. A lane that fails in an unforeseen way is opened anew from its
/// ledger.
final class LaneRunner {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration UPLOADS_FINISH_MAX = Duration.ofSeconds(10);
    private static final Duration SLEEP_MAX = Duration.ofHours(1);

    private final String name;
    private final InstantSource clock;
    private final LaneOpener opener;
    private final Runnable whenFinished;
    private final Queue<Consumer<Lane>> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Flush.Part> flushes = new ConcurrentLinkedQueue<>();
    private final Semaphore signal = new Semaphore(0);
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Thread thread;
    private volatile DeliveryPlan plan;
    private volatile boolean stopping;
    private volatile boolean finished;
    private volatile Optional<String> trouble = Optional.empty();

    /// Makes and opens a lane; called on the lane's thread.
    interface LaneOpener {
        /// Names the lane in messages.
        String name();

        /// @param wake to be called when the lane should be stepped soon
        Lane open(DeliveryPlan plan, Runnable wake);
    }

    /// @param whenFinished called on the lane's thread once nothing is left for it to do, ever
    LaneRunner(DeliveryPlan plan, InstantSource clock, LaneOpener opener, Runnable whenFinished) {
        this.name = opener.name();
        this.plan = plan;
        this.clock = clock;
        this.opener = opener;
        this.whenFinished = whenFinished;
        this.thread = Thread.ofVirtual().name("lane " + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// There may be something to do.
    void wake() {
        if (signalled.compareAndSet(false, true)) {
            signal.release();
        }
    }

    void change(DeliveryPlan next) {
        plan = next;
        requests.add(lane -> lane.change(next));
        wake();
    }

    long versionId() {
        return plan.versionId();
    }

    /// Why the lane cannot go on; empty when it can.
    Optional<String> trouble() {
        return trouble;
    }

    /// Delivers what a flush asks of this lane without waiting for size or age.
    void flush(Flush.Part flush) {
        requests.add(lane -> lane.flushBelow(flush.belowOffset()));
        flushes.add(flush);
        wake();
    }

    /// Completes after a step that began after this call and published the lane's status.
    void look(Flush.Part look) {
        requests.add(Lane::publishSoon);
        flushes.add(look);
        wake();
    }

    /// Nobody asks anything of the finished lane any more: all that was asked is done.
    void completeRequests() {
        for (Flush.Part next = flushes.poll(); next != null; next = flushes.poll()) {
            next.complete();
        }
    }

    /// Ends the thread, giving running uploads a little time. What they do not finish is found in
    /// the ledger at the next start.
    void stop() {
        stopping = true;
        wake();
    }

    /// Waits for the thread to end after [#stop()].
    void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping && !finished) {
            try (Lane lane = opener.open(plan, this::wake)) {
                runOpen(lane);
            } catch (LogException e) {
                LOG.error("lane {} cannot go on, will try again: {}", name, e.getMessage());
                pauseAfter(e);
            } catch (RuntimeException e) {
                LOG.error("lane {} failed unexpectedly and is opened anew", name, e);
                pauseAfter(e);
            }
        }
        if (finished) {
            whenFinished.run();
        } else {
            flushes.forEach(flush -> flush.fail("lane " + name + " stopped"));
        }
    }

    private void runOpen(Lane lane) {
        flushes.forEach(flush -> lane.flushBelow(flush.belowOffset()));
        while (!stopping) {
            int expected = flushes.size();
            for (Consumer<Lane> next = requests.poll(); next != null; next = requests.poll()) {
                next.accept(lane);
            }
            Instant due = step(lane);
            completeFlushes(lane, expected);
            if (lane.isFinished()) {
                lane.finish();
                finished = true;
                return;
            }
            sleepUntil(due);
        }
        finishUploads(lane);
    }

    /// What arrives now need not be uploaded again at the next start.
    private void finishUploads(Lane lane) {
        Instant deadline = clock.instant().plus(UPLOADS_FINISH_MAX);
        while (lane.isUploading() && clock.instant().isBefore(deadline)) {
            pause(Duration.between(clock.instant(), deadline));
            lane.settle(clock.instant());
        }
    }

    private Instant step(Lane lane) {
        try {
            Instant due = lane.step(clock.instant());
            trouble = Optional.empty();
            return due;
        } catch (LogException e) {
            LOG.error("lane {} has to wait: {}", name, e.getMessage());
            trouble = Optional.of(e.getMessage());
            return clock.instant().plus(PAUSE_AFTER_FAILURE);
        }
    }

    /// Only flushes asked for before the step: the step has seen everything put before them.
    private void completeFlushes(Lane lane, int count) {
        List<Shipment> committed = lane.takeCommitted();
        for (int i = 0; i < count; i++) {
            Flush.Part flush = flushes.poll();
            flush.note(committed);
            if (lane.isDeliveredBelow(flush.belowOffset())) {
                flush.complete();
            } else {
                flushes.add(flush);
            }
        }
    }

    private void sleepUntil(Instant due) {
        Duration wait = Duration.between(clock.instant(), earlier(due));
        if (wait.isPositive()) {
            pause(wait);
        } else {
            Thread.yield();
        }
    }

    private Instant earlier(Instant due) {
        Instant latest = clock.instant().plus(SLEEP_MAX);
        return due.isBefore(latest) ? due : latest;
    }

    private void pauseAfter(RuntimeException failure) {
        trouble = Optional.of(failure.toString());
        pause(PAUSE_AFTER_FAILURE);
    }

    /// Sleeps until woken, at most so long.
    private void pause(Duration atMost) {
        try {
            if (signal.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                signal.drainPermits();
            }
            signalled.set(false);
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }
}
