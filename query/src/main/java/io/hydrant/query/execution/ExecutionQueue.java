package io.hydrant.query.execution;

import io.hydrant.control.ResourceMissing;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.refusal.QueueFull;
import io.hydrant.query.statement.StatementType;
import io.hydrant.storage.object.ObjectStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs executions in the order of their submission, some at a time; the others wait.
///
/// A place is taken before an execution is kept, so that what was accepted always has one.
final class ExecutionQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionQueue.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final long IDLE_SECONDS = 30;

    /// Statements are trees; long ones are deep.
    private static final long STACK_BYTES = 16L << 20;

    private final ExecutionRows rows;
    private final Surroundings on;
    private final ExecutionSettings settings;
    private final QueryCounts counts;
    private final Semaphore places;
    private final ConcurrentHashMap<String, LiveQuery> live = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    /// @param objects where results are written
    record Surroundings(
            ObjectStore objects,
            ExecutionPlanner planner,
            InstantSource clock,
            Telemetry telemetry) {}

    ExecutionQueue(ExecutionRows rows, Surroundings on, ExecutionSettings settings) {
        this.rows = rows;
        this.on = on;
        this.settings = settings;
        this.counts = new QueryCounts(on.telemetry());
        this.places = new Semaphore(settings.runningMax() + settings.waitingMax());
        this.threads = threads(settings.runningMax());
        on.telemetry()
                .gauge(
                        "hydrant_query_running",
                        "Statements that run.",
                        Labels.NONE,
                        threads::getActiveCount);
        on.telemetry()
                .gauge(
                        "hydrant_query_waiting",
                        "Statements that wait for their turn.",
                        Labels.NONE,
                        () -> threads.getQueue().size());
    }

    private static ThreadPoolExecutor threads(int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        count,
                        count,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .stackSize(STACK_BYTES)
                                        .name("query-" + number.incrementAndGet())
                                        .unstarted(work));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /// @return the execution as it is kept
    /// @throws QueueFull when too many wait; nothing is kept then
    /// @throws io.hydrant.control.ResourceExists when its token is another execution's
    StoredExecution submit(PlannedQuery plan) {
        if (!places.tryAcquire()) {
            counts.refused();
            throw new QueueFull(settings.waitingMax());
        }
        try {
            StoredExecution queued = rows.create(plan.execution());
            LiveQuery query = new LiveQuery(plan, queued, this::runOnce);
            live.put(queued.id(), query);
            threads.execute(query.work());
            return queued;
        } catch (RuntimeException e) {
            live.remove(plan.execution().id());
            places.release();
            throw e;
        }
    }

    private void runOnce(LiveQuery query) {
        if (query.take()) {
            try {
                run(query);
            } catch (ResourceMissing _) {
                // it was forgotten with its work group while it ran
            } catch (RuntimeException e) {
                LOG.error("the state of query {} could not be kept", query.queued().id(), e);
            } finally {
                leave(query);
            }
        }
    }

    private void leave(LiveQuery query) {
        live.remove(query.queued().id());
        places.release();
    }

    private void run(LiveQuery query) {
        query.begin(now());
        // Kept when it is finished: after a crash it has failed, whether it waited or ran.
        StoredExecution running = Transitions.running(query.queued(), query.began().orElseThrow());
        StoredExecution finished;
        try {
            query.running().check();
            RowsWritten written =
                    new StatementRun(
                                    on.objects(),
                                    running,
                                    query.statement(on.planner()),
                                    query.running())
                            .run();
            finished = Transitions.succeeded(running, times(query), written);
        } catch (QueryFailure e) {
            finished = Transitions.failed(running, times(query), said(query, e));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("query {} failed for an internal reason", running.id(), e);
            finished = Transitions.failed(running, times(query), said(query, internal()));
        }
        rows.finish(finished);
        counts.finished(finished);
    }

    /// Who was stopped may fail in any way; the reason to stop is what is told.
    private static QueryFailure said(LiveQuery query, QueryFailure failure) {
        return query.running().stopped().map(StopReason::failure).orElse(failure);
    }

    private static QueryFailure internal() {
        return new QueryFailure(
                QueryFailure.Cause.SYSTEM,
                "GENERIC_INTERNAL_ERROR: The statement failed for an internal reason; the server's"
                        + " log tells it.");
    }

    private Transitions.Times times(LiveQuery query) {
        return new Transitions.Times(query.began(), now(), query.running().scannedBytes());
    }

    /// What waits or runs here. To be asked for before the execution's row is read: who has left by
    /// then is finished there.
    Optional<LiveQuery> live(String id) {
        return Optional.ofNullable(live.get(id));
    }

    /// One that runs here as it is at this moment, any other as it is kept.
    StoredExecution seen(StoredExecution kept, Optional<LiveQuery> query) {
        Optional<Instant> began = query.flatMap(LiveQuery::began);
        if (kept.finished() || began.isEmpty()) {
            return kept;
        }
        StoredExecution running = Transitions.running(kept, began.get());
        return running.with(Transitions.seen(running, times(query.get())));
    }

    void stop(String id) {
        Optional.ofNullable(live.get(id)).ifPresent(query -> stop(query, StopReason.CANCELLED));
    }

    private void stop(LiveQuery query, StopReason reason) {
        query.running().stop(reason);
        if (query.take()) {
            threads.remove(query.work());
            try {
                StoredExecution stopped =
                        Transitions.failed(query.queued(), times(query), reason.failure());
                rows.finish(stopped);
                counts.finished(stopped);
            } finally {
                leave(query);
            }
        }
    }

    void stopOverdue() {
        Instant now = on.clock().instant();
        for (LiveQuery query : live.values()) {
            Duration most =
                    query.type() == StatementType.DML
                            ? settings.dmlTimeout()
                            : settings.ddlTimeout();
            if (query.began().filter(began -> began.plus(most).isBefore(now)).isPresent()) {
                query.running().stop(StopReason.TIMED_OUT);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        for (LiveQuery query : live.values()) {
            stop(query, StopReason.SERVER_STOPS);
        }
        try {
            if (!threads.awaitTermination(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("statements did not end in time; they fail at the next start");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    private Instant now() {
        return on.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
