package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.streams.log.LogException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Works one shard for one mapping: as many lanes as the mapping wants, each over the records of
/// its partition keys.
///
/// A plain object that is stepped; all methods belong to one thread, but [#report].
final class ShardWork implements AutoCloseable {
    private final ShardPositions positions;
    private final LaneMaker maker;
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    private List<Lane> lanes = List.of();
    private Terms terms;
    private Mapping lanesOf;

    /// Makes lanes.
    interface LaneMaker {
        /// @param number in the present division of the shard
        Lane make(int number, Mapping mapping);
    }

    private record Report(int lane, Outcome outcome) {}

    ShardWork(ShardPositions positions, Terms terms, LaneMaker maker) {
        this.positions = positions;
        this.terms = terms;
        this.lanesOf = terms.mapping();
        this.maker = maker;
        makeLanes();
    }

    /// Tells what came of a lane's errand; it must be stepped then. From any thread.
    void report(int lane, Outcome outcome) {
        reports.add(new Report(lane, outcome));
    }

    /// Goes over to other settings at the next step.
    void change(Terms next) {
        terms = next;
    }

    /// Records are pushed, and there are new ones.
    void pollSoon() {
        lanes.forEach(Lane::pollSoon);
    }

    /// Does what can be done now.
    ///
    /// @return when there will be more to do even if nothing happens
    /// @throws LogException when the log fails; the step is to be repeated
    Instant step(Instant now) {
        for (Report next = reports.poll(); next != null; next = reports.poll()) {
            lanes.get(next.lane()).accept(next.outcome(), terms, now);
        }
        positions.keepDue(now);
        if (positions.now().finished()) {
            return Instant.MAX;
        }
        if (mustDivide() || saysOtherwise()) {
            lanes.stream().filter(lane -> !lane.isBusy()).forEach(Lane::close);
            if (lanes.stream().anyMatch(Lane::isBusy)) {
                return positions.due(); // their keys may go to other lanes
            }
            if (mustDivide()) {
                positions.divide(terms.settings().parallelization());
            }
            makeLanes(); // before the log may fail: they belong to the division
            positions.keepDue(now);
        }
        Instant due = Instant.MAX;
        for (Lane lane : lanes) {
            due = earlier(due, lane.step(terms, now));
        }
        if (lanes.stream().allMatch(Lane::isIdle) && positions.isDone()) {
            positions.finish();
            return now;
        }
        return earlier(due, positions.due());
    }

    /// Nothing is left to be done of the shard, ever, and the ledger knows.
    boolean isFinished() {
        return positions.now().finished() && positions.due().equals(Instant.MAX);
    }

    /// Keeps what was done, and forgets what was not.
    @Override
    public void close() {
        for (Report next = reports.poll(); next != null; next = reports.poll()) {
            lanes.get(next.lane()).accept(next.outcome(), terms, Instant.MIN);
        }
        lanes.forEach(Lane::close);
        positions.keep();
    }

    private boolean mustDivide() {
        return lanes.size() != terms.settings().parallelization() && positions.now().mayDivide();
    }

    /// Whether events are to say something else of the mapping: they are measured anew then.
    private boolean saysOtherwise() {
        return !lanesOf.invoker().equals(terms.mapping().invoker());
    }

    private void makeLanes() {
        lanesOf = terms.mapping();
        List<Lane> made = new ArrayList<>();
        for (int number = 0; number < positions.now().present().lanes(); number++) {
            made.add(maker.make(number, lanesOf));
        }
        lanes = List.copyOf(made);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
