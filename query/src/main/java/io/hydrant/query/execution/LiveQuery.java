package io.hydrant.query.execution;

import io.hydrant.query.refusal.QueryException;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.StatementRunner.PreparedStatement;
import io.hydrant.query.statement.StatementType;
import io.hydrant.query.statement.Submission;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// An execution that waits or runs in this process. Safe for use by many threads: whoever wins
/// [#take] alone changes its row from then on.
final class LiveQuery {
    private final StoredExecution queued;
    private final Submission submission;
    private final StatementType type;
    private final Optional<PreparedStatement> kept;
    private final RunningQuery running;
    private final Runnable work;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile Optional<Instant> began = Optional.empty();

    /// @param queued as its row is
    /// @param runner does its work when its turn comes
    LiveQuery(PlannedQuery plan, StoredExecution queued, Consumer<LiveQuery> runner) {
        this.work = () -> runner.accept(this);
        this.queued = queued;
        this.submission = plan.submission();
        this.type = plan.statement().type();
        this.kept = plan.keptWhileWaiting() ? Optional.of(plan.statement()) : Optional.empty();
        this.running = new RunningQuery(plan.scannedBytesMax());
    }

    /// Whether the caller is the one that moves it on.
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    void begin(Instant now) {
        began = Optional.of(now);
    }

    /// Empty while it waits.
    Optional<Instant> began() {
        return began;
    }

    /// The same object each time.
    Runnable work() {
        return work;
    }

    StoredExecution queued() {
        return queued;
    }

    StatementType type() {
        return type;
    }

    RunningQuery running() {
        return running;
    }

    /// What was read of the statement; it is read again when that was too long to be kept.
    PreparedStatement statement(ExecutionPlanner planner) throws QueryFailure {
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            return planner.read(queued.scope(), queued.shape().workGroup(), submission);
        } catch (QueryException e) {
            throw new QueryFailure(QueryFailure.Cause.USER, e.getMessage(), e);
        }
    }
}
