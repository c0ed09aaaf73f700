package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.engine.position.MappingLedger;
import io.hydrant.functions.mapping.engine.position.ShardKey;
import io.hydrant.functions.mapping.engine.position.ShardOrder;
import io.hydrant.functions.mapping.engine.position.ShardProgress;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Works one mapping: has a runner for each shard whose turn it is.
///
/// A thread of its own looks at the shards whenever they change and when one is finished, and once
/// a minute in any case. While the data stream is not there it waits for one of its name. Safe for
/// use by many threads; the lock is not held during I/O.
final class MappingRunner implements ShardRunner.Opener {
    private static final Logger LOG = LoggerFactory.getLogger(MappingRunner.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Mapping mapping;
    private final WorkBench bench;
    private final MappingReport report;
    private final ShardOrder order;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ShardKey, ShardRunner> shards = new HashMap<>();
    private Terms terms;
    private volatile Optional<MappingLedger> ledger = Optional.empty();
    private volatile boolean stopping;

    private MappingRunner(Terms terms, WorkBench bench, MappingReport report) {
        this.mapping = terms.mapping();
        this.terms = terms;
        this.bench = bench;
        this.report = report;
        this.order = new ShardOrder(from(mapping.start()));
        this.thread =
                Thread.ofVirtual().name("shards of mapping " + mapping.uuid()).unstarted(this::run);
    }

    static MappingRunner start(Terms terms, WorkBench bench, MappingReport report) {
        MappingRunner runner = new MappingRunner(terms, bench, report);
        runner.thread.start();
        return runner;
    }

    /// Records that arrived before it are not read.
    static Instant from(Mapping.Start start) {
        return switch (start) {
            case Mapping.Start.TrimHorizon() -> Instant.EPOCH;
            case Mapping.Start.Latest(Instant created) -> created;
            case Mapping.Start.AtTimestamp(Instant timestamp) -> timestamp;
        };
    }

    void change(Terms next) {
        locked(
                () -> {
                    terms = next;
                    shards.values().forEach(shard -> shard.change(next));
                });
    }

    /// Ends all threads soon.
    void stop() {
        locked(
                () -> {
                    stopping = true;
                    shards.values().forEach(ShardRunner::stop);
                });
        signal.release();
    }

    /// Waits for the end after [#stop], until a time of [System#nanoTime] at most; after that
    /// nothing is written.
    void join(long untilNanos) {
        List<ShardRunner> running = new ArrayList<>();
        locked(() -> running.addAll(shards.values()));
        try {
            thread.join(left(untilNanos));
            for (ShardRunner shard : running) {
                shard.join(left(untilNanos));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ledger.ifPresent(MappingLedger::close);
        }
    }

    @Override
    public ShardWork open(Shard shard, Terms known, Runnable wake) {
        MappingLedger positions = ledger.orElseThrow();
        ShardProgress progress =
                positions
                        .find(ShardKey.of(shard))
                        .orElseGet(
                                () ->
                                        ShardProgress.from(
                                                order.start(shard),
                                                known.settings().parallelization()));
        return bench.work(new ShardPositions(shard, positions, progress), known, report, wake);
    }

    @Override
    public void finished(Shard shard) {
        locked(() -> shards.remove(ShardKey.of(shard)));
        signal.release();
    }

    @Override
    public void troubled(String problem) {
        report.trouble(problem);
    }

    private void run() {
        ShardDirectory.Watch watch = bench.directory().watch(mapping.stream(), signal::release);
        try (watch) {
            while (!stopping) {
                Duration pause = look() ? LOOK_EVERY : PAUSE_AFTER_FAILURE;
                if (signal.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    /// Brings the runners to the shards there are.
    ///
    /// @return false when it has to be tried again soon
    private boolean look() {
        try {
            if (ledger.isEmpty()) {
                ledger = Optional.of(bench.ledger(mapping.uuid()));
            }
            listed().ifPresent(this::follow);
            return true;
        } catch (RuntimeException e) {
            LOG.error(
                    "mapping {} cannot follow the shards of {}, will try again",
                    mapping.uuid(),
                    mapping.stream(),
                    e);
            report.trouble("the shards of " + mapping.stream() + " cannot be followed");
            return false;
        }
    }

    private void follow(List<Shard> listed) {
        MappingLedger positions = ledger.orElseThrow();
        ShardOrder.Look look = order.look(listed, positions.all());
        Set<ShardKey> present = listed.stream().map(ShardKey::of).collect(Collectors.toSet());
        locked(
                () -> {
                    shards.entrySet().removeIf(entry -> stopIfGone(entry, present));
                    if (!stopping) {
                        look.readable().forEach(this::run);
                    }
                    shards.values().forEach(ShardRunner::wake); // shards may have been closed
                });
        positions.forget(look.gone());
    }

    private static boolean stopIfGone(
            Map.Entry<ShardKey, ShardRunner> entry, Set<ShardKey> present) {
        boolean gone = !present.contains(entry.getKey());
        if (gone) {
            entry.getValue().stop();
        }
        return gone;
    }

    /// To be called with the lock.
    private void run(Shard shard) {
        shards.computeIfAbsent(
                ShardKey.of(shard),
                _ -> {
                    ShardRunner runner = new ShardRunner(shard, terms, this, bench.clock());
                    runner.start();
                    return runner;
                });
    }

    /// The shards there are: none when the data stream is not there; empty while it is being
    /// created, so that nothing can be said of its shards.
    private Optional<List<Shard>> listed() {
        try {
            List<Shard> shardsNow = bench.directory().shards(mapping.stream());
            return shardsNow.isEmpty() ? Optional.empty() : Optional.of(shardsNow);
        } catch (DataStreamNotFound e) {
            report.trouble(e.getMessage());
            return Optional.of(List.of());
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private static Duration left(long untilNanos) {
        return Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime()));
    }
}
