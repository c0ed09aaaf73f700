package io.hydrant.query.execution;

import io.hydrant.control.ResourceExists;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.refusal.QueueFull;
import io.hydrant.query.saved.SavedStatements;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.workgroup.WorkGroups;
import io.hydrant.storage.object.ObjectStore;

import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The executions of all accounts and regions. Safe for use by many threads.
public final class Executions implements AutoCloseable {
    private final ExecutionRows rows;
    private final ObjectStore objects;
    private final ExecutionPlanner planner;
    private final ExecutionQueue queue;
    private final ExecutionHistory history;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final AtomicLong lastStamp = new AtomicLong();

    /// What executions are built on.
    ///
    /// @param objects where results are written
    /// @param statements reads and runs statements
    /// @param ids never the same text twice, after a restart neither
    public record Foundations(
            ResourceStore resources,
            ObjectStore objects,
            WorkGroups workGroups,
            SavedStatements statements,
            InstantSource clock,
            Telemetry telemetry,
            Supplier<String> ids) {}

    private Executions(Foundations on, ExecutionSettings settings) {
        this.rows = new ExecutionRows(on.resources());
        this.objects = on.objects();
        this.planner = new ExecutionPlanner(on.workGroups(), on.statements(), on.objects());
        this.clock = on.clock();
        this.ids = on.ids();
        this.history = new ExecutionHistory(rows, settings);
        this.queue =
                new ExecutionQueue(
                        rows,
                        new ExecutionQueue.Surroundings(
                                on.objects(), planner, on.clock(), on.telemetry()),
                        settings);
    }

    /// Fails what was not finished when the process ended.
    public static Executions open(Foundations on, ExecutionSettings settings) {
        Executions executions = new Executions(on, settings);
        executions.failInterrupted();
        return executions;
    }

    private void failInterrupted() {
        for (ResourceKey key : rows.open()) {
            QueryScope scope = new QueryScope(key.account(), key.region());
            Optional<StoredExecution> found = rows.find(scope, key.name());
            if (found.isPresent() && !found.get().finished()) {
                rows.finish(
                        Transitions.failed(
                                found.get(),
                                new Transitions.Times(Optional.empty(), now(), 0),
                                StopReason.SERVER_STOPS.failure()));
            } else {
                rows.discardOpen(scope, key.name());
            }
        }
    }

    /// Takes a statement on, to be run when its turn comes.
    ///
    /// The same token of a client gives the same execution, also after a restart.
    ///
    /// @return the execution's id
    /// @throws InvalidRequest when it is no statement, or cannot be run as asked
    /// @throws QueueFull when too many wait
    public String start(QueryScope scope, StartQueryExecutionRequest request) {
        Optional<String> token = Optional.ofNullable(request.clientRequestToken());
        Optional<StoredExecution> known = token.flatMap(text -> rows.byToken(scope, text));
        if (known.isPresent()) {
            return repeated(known.get(), request);
        }
        PlannedQuery plan =
                planner.plan(
                        new ExecutionPlanner.Arrival(scope, ids.get(), now(), nextStamp()),
                        request);
        try {
            Optional<StoredExecution> earlier = reusable(plan);
            return earlier.isPresent()
                    ? rows.create(Transitions.reusing(plan.execution(), earlier.get(), now())).id()
                    : queue.submit(plan).id();
        } catch (ResourceExists _) {
            // the same token came twice at once
            return repeated(
                    token.flatMap(text -> rows.byToken(scope, text)).orElseThrow(), request);
        }
    }

    private static String repeated(StoredExecution before, StartQueryExecutionRequest request) {
        if (!before.details().requestDigest().equals(ExecutionPlanner.digest(request))) {
            throw new InvalidRequest(
                    "Idempotent parameters do not match: the ClientRequestToken stands for another"
                            + " query.");
        }
        return before.id();
    }

    private Optional<StoredExecution> reusable(PlannedQuery plan) {
        Duration age = plan.reuseAge();
        if (age.isZero()) {
            return Optional.empty();
        }
        Instant oldest = plan.submitted().minus(age);
        return rows.reusable(plan.execution().scope(), plan.execution().details().reuseKey())
                .filter(earlier -> earlier.state() == QueryExecutionState.SUCCEEDED)
                .filter(earlier -> !earlier.shape().status().completionDateTime().isBefore(oldest))
                .filter(earlier -> objects.head(earlier.file()).isPresent());
    }

    /// One that waits or runs is shown with the statistics of this moment.
    public Optional<StoredExecution> find(QueryScope scope, String id) {
        Optional<LiveQuery> live = queue.live(id);
        return rows.find(scope, id).map(kept -> queue.seen(kept, live));
    }

    /// @throws InvalidRequest when there is none of this id
    public StoredExecution require(QueryScope scope, String id) {
        return find(scope, id).orElseThrow(() -> InvalidRequest.noExecution(id));
    }

    /// Has a statement stopped; it is CANCELLED as soon as its work has ended. Nothing happens when
    /// it has finished already.
    ///
    /// @throws InvalidRequest when there is none of this id
    public void stop(QueryScope scope, String id) {
        require(scope, id);
        queue.stop(id);
    }

    /// A part of the executions of a work group, newest first.
    ///
    /// @param last the place to go on after when there are more
    public record Page(List<String> ids, Optional<String> last) {
        public Page {
            ids = List.copyOf(ids);
        }
    }

    /// @param after empty to start at the newest
    public Page list(QueryScope scope, String workGroup, String after, int limit) {
        List<String> names = rows.names(scope, workGroup, after, limit + 1);
        List<String> shown = names.size() <= limit ? names : names.subList(0, limit);
        return new Page(
                shown.stream().map(ExecutionRows::idOf).toList(),
                names.size() <= limit ? Optional.empty() : Optional.of(shown.getLast()));
    }

    /// Stops and forgets all executions of a work group; their result files stay.
    public void removeAll(QueryScope scope, String workGroup) {
        List<String> names = rows.names(scope, workGroup, "", ExecutionHistory.BATCH);
        while (!names.isEmpty()) {
            for (String name : names) {
                queue.stop(ExecutionRows.idOf(name));
                rows.remove(scope, name);
            }
            names = rows.names(scope, workGroup, "", ExecutionHistory.BATCH);
        }
    }

    /// Stops statements that have run too long; to be called every second or so.
    public void stopOverdue() {
        queue.stopOverdue();
    }

    /// Forgets finished executions that are too old or too many; their result files stay.
    public void forgetOld() {
        history.forgetOld(now());
    }

    /// Stops what runs and waits, as failed, and ends.
    @Override
    public void close() {
        queue.close();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private long nextStamp() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return lastStamp.accumulateAndGet(micros, (last, next) -> Math.max(last + 1, next));
    }
}
