package io.hydrant.functions.runtime.process;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.CannotRun;
import io.hydrant.functions.runtime.Throttled;
import io.hydrant.functions.runtime.Throttled.Reason;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Which environment serves whom. Safe for any thread; environments are ended outside its lock.
///
/// The most recently used one serves next, so that the others grow idle. When the machine is full,
/// the longest idle one of any function makes room; when none is idle, callers wait, in their
/// order, up to a bound.
///
/// @param <E> an environment
final class EnvironmentPool<E> {
    private final InstantSource clock;
    private final RunnerLimits limits;
    private final Consumer<E> ender;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition freed = lock.newCondition();
    private final Set<Slot<E>> slots = new LinkedHashSet<>();
    private int waiting;
    private boolean closed;

    EnvironmentPool(InstantSource clock, RunnerLimits limits, Consumer<E> ender) {
        this.clock = clock;
        this.limits = limits;
        this.ender = ender;
    }

    /// A place for one environment. Its environment is set by the caller that took it empty.
    static final class Slot<E> {
        private final FunctionVersion function;
        private Optional<E> environment = Optional.empty();
        private Instant freeSince = Instant.MIN;
        private boolean free;
        private boolean running;
        private boolean retired;

        private Slot(FunctionVersion function) {
            this.function = function;
            this.running = true;
        }

        Optional<E> environment() {
            return environment;
        }

        private boolean serves(FunctionVersion other) {
            return sameVersion(other) && function.revision().equals(other.revision());
        }

        private boolean sameVersion(FunctionVersion other) {
            return function.name().equals(other.name())
                    && function.version().equals(other.version());
        }
    }

    /// A slot for one invocation: with a warm environment, or an empty one.
    ///
    /// @throws Throttled when the function or its account runs as much as it may, or the machine is
    ///   full and stays so
    /// @throws CannotRun when the pool is closed
    Slot<E> acquire(FunctionVersion function) throws InterruptedException {
        List<E> ended = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            long nanosLeft = limits.waitMax().toNanos();
            while (true) {
                requireConcurrency(function);
                Optional<Slot<E>> taken = take(function, ended);
                if (taken.isPresent()) {
                    return taken.get();
                }
                if (waiting >= limits.waitingMax() || nanosLeft <= 0) {
                    throw new Throttled(
                            Reason.ACCOUNT_CONCURRENCY,
                            function.name()
                                    + " finds no environment: "
                                    + limits.environmentsMax()
                                    + " run on this machine, and "
                                    + waiting
                                    + " callers wait");
                }
                waiting++;
                try {
                    nanosLeft = freed.awaitNanos(nanosLeft);
                } finally {
                    waiting--;
                }
            }
        } finally {
            lock.unlock();
            ended.forEach(ender);
        }
    }

    /// Notes what was started in a slot that was taken empty.
    ///
    /// @return false when the pool was closed meanwhile: the caller ends it
    boolean fill(Slot<E> slot, E environment) {
        lock.lock();
        try {
            slot.environment = Optional.of(environment);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// The invocation is over; its environment may still be busy with the end of it.
    void finish(Slot<E> slot) {
        lock.lock();
        try {
            slot.running = false;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Gives a slot back.
    ///
    /// @param reusable whether its environment can serve again; else it is ended
    void release(Slot<E> slot, boolean reusable) {
        Optional<E> ended = Optional.empty();
        lock.lock();
        try {
            slot.running = false;
            if (reusable && !slot.retired && !closed) {
                slot.free = true;
                slot.freeSince = clock.instant();
            } else {
                slots.remove(slot);
                ended = slot.environment;
            }
            freed.signalAll();
        } finally {
            lock.unlock();
        }
        ended.ifPresent(ender);
    }

    /// Ends what has been unused for too long.
    void endIdle() {
        Instant latest = clock.instant().minus(limits.idleFor());
        endFree(slot -> !slot.freeSince.isAfter(latest));
    }

    /// Ends environments of other revisions of the version: busy ones when they are done.
    void retireOthers(FunctionVersion current) {
        retire(slot -> slot.sameVersion(current) && !slot.serves(current));
    }

    /// Ends environments of the version: busy ones when they are done.
    void retire(FunctionVersion deleted) {
        retire(slot -> slot.sameVersion(deleted));
    }

    /// Ends all, whatever they do.
    void close() {
        List<E> ended = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            slots.forEach(slot -> slot.environment.ifPresent(ended::add));
            freed.signalAll();
        } finally {
            lock.unlock();
        }
        ended.forEach(ender);
    }

    /// All environments, of whatever state.
    List<E> environments() {
        lock.lock();
        try {
            return slots.stream().flatMap(slot -> slot.environment.stream()).toList();
        } finally {
            lock.unlock();
        }
    }

    /// How many invocations of a function run now.
    int running(FunctionName function) {
        lock.lock();
        try {
            return count(slot -> slot.running && slot.function.name().equals(function));
        } finally {
            lock.unlock();
        }
    }

    private void requireConcurrency(FunctionVersion function) {
        if (closed) {
            throw new CannotRun(function.name() + " cannot run: the server is closing");
        }
        FunctionName name = function.name();
        Optional<Integer> reserved = function.reservedConcurrency();
        int own = count(slot -> slot.running && slot.function.name().equals(name));
        if (reserved.isPresent() && own >= reserved.get()) {
            throw new Throttled(
                    Reason.RESERVED_CONCURRENCY,
                    name
                            + " runs "
                            + own
                            + " times, and has a reserved concurrency of "
                            + reserved.get());
        }
        int all =
                count(
                        slot ->
                                slot.running
                                        && slot.function.name().account().equals(name.account()));
        if (all >= limits.accountConcurrency()) {
            throw new Throttled(
                    Reason.ACCOUNT_CONCURRENCY,
                    name
                            + " cannot run: functions of account "
                            + name.account()
                            + " run "
                            + all
                            + " times, the limit is "
                            + limits.accountConcurrency());
        }
    }

    private Optional<Slot<E>> take(FunctionVersion function, List<E> ended) {
        Optional<Slot<E>> warm =
                slots.stream()
                        .filter(slot -> slot.free && slot.serves(function))
                        .max(Comparator.comparing(slot -> slot.freeSince));
        if (warm.isPresent()) {
            warm.get().free = false;
            warm.get().running = true;
            return warm;
        }
        if (slots.size() >= limits.environmentsMax()) {
            Optional<Slot<E>> oldest =
                    slots.stream()
                            .filter(slot -> slot.free)
                            .min(Comparator.comparing(slot -> slot.freeSince));
            if (oldest.isEmpty()) {
                return Optional.empty();
            }
            slots.remove(oldest.get());
            oldest.get().environment.ifPresent(ended::add);
        }
        Slot<E> fresh = new Slot<>(function);
        slots.add(fresh);
        return Optional.of(fresh);
    }

    private void retire(Predicate<Slot<E>> concerned) {
        lock.lock();
        try {
            slots.stream().filter(concerned).forEach(slot -> slot.retired = true);
        } finally {
            lock.unlock();
        }
        endFree(slot -> slot.retired);
    }

    private void endFree(Predicate<Slot<E>> concerned) {
        List<E> ended = new ArrayList<>();
        lock.lock();
        try {
            List<Slot<E>> gone =
                    slots.stream().filter(slot -> slot.free && concerned.test(slot)).toList();
            gone.forEach(slot -> slot.environment.ifPresent(ended::add));
            gone.forEach(slots::remove);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
        ended.forEach(ender);
    }

    private int count(Predicate<Slot<E>> counted) {
        return (int) slots.stream().filter(counted).count();
    }
}
