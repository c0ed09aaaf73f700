package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingEngine;
import io.hydrant.functions.pattern.RecordFilter;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.streams.log.PartitionName;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Works mappings over the shards where they lie, in this process.
///
/// Stopping waits for what is being written to the log, never for functions. The lock is held while
/// a mapping is started or stopped.
public final class LocalMappingEngine implements MappingEngine {
    private static final Duration END_MAX = Duration.ofSeconds(5);

    private final MappingSurroundings around;
    private final WorkBench bench;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, MappingRunner> running = new HashMap<>();
    private final Map<String, MappingReport> reports = new ConcurrentHashMap<>();
    private boolean closed;

    private LocalMappingEngine(MappingSurroundings around) {
        this.around = around;
        this.bench = new WorkBench(around);
    }

    /// Starts nothing.
    public static LocalMappingEngine open(MappingSurroundings around) {
        LocalMappingEngine engine = new LocalMappingEngine(around);
        around.telemetry()
                .gauge(
                        "hydrant_mapping_event_bytes",
                        "Memory of events that are with functions",
                        Labels.NONE,
                        engine.bench::memoryInUse);
        return engine;
    }

    /// Forgets the positions of all mappings but these: what a removal left that was cut short.
    public void forgetAllBut(Set<String> uuids) {
        Set<PartitionName> kept =
                uuids.stream().map(WorkBench::partition).collect(Collectors.toSet());
        around.log().partitions().stream()
                .filter(WorkBench::isLedger)
                .filter(name -> !kept.contains(name))
                .forEach(around.log()::delete);
    }

    @Override
    public void start(Mapping mapping) {
        Terms terms = terms(mapping);
        locked(
                () -> {
                    if (closed) {
                        return;
                    }
                    MappingRunner runner = running.get(mapping.uuid());
                    if (runner == null) {
                        running.put(
                                mapping.uuid(),
                                MappingRunner.start(terms, bench, report(mapping.uuid())));
                    } else {
                        runner.change(terms);
                    }
                });
    }

    @Override
    public void change(Mapping mapping) {
        Terms terms = terms(mapping);
        locked(
                () -> {
                    MappingRunner runner = running.get(mapping.uuid());
                    if (runner != null) {
                        runner.change(terms);
                    }
                });
    }

    @Override
    public void stop(String uuid) {
        locked(() -> end(uuid));
    }

    @Override
    public void remove(String uuid) {
        locked(
                () -> {
                    end(uuid);
                    around.log().delete(WorkBench.partition(uuid));
                    reports.remove(uuid);
                    MappingReport.forget(uuid, around.telemetry());
                });
    }

    @Override
    public String lastResult(String uuid) {
        MappingReport report = reports.get(uuid);
        return report == null ? MappingReport.NOTHING_YET : report.lastResult();
    }

    @Override
    public void close() {
        locked(
                () -> {
                    closed = true;
                    List<MappingRunner> ending = List.copyOf(running.values());
                    running.clear();
                    ending.forEach(MappingRunner::stop);
                    long untilNanos = System.nanoTime() + END_MAX.toNanos();
                    ending.forEach(runner -> runner.join(untilNanos));
                });
    }

    private void end(String uuid) {
        MappingRunner runner = running.remove(uuid);
        if (runner != null) {
            runner.stop();
            runner.join(System.nanoTime() + END_MAX.toNanos());
        }
    }

    private Terms terms(Mapping mapping) {
        List<String> patterns = mapping.settings().patterns();
        return new Terms(
                mapping,
                patterns.isEmpty() ? RecordFilter.ALL : around.filters().apply(patterns),
                mapping.settings().failureDestination().map(around.destinations()::find));
    }

    private MappingReport report(String uuid) {
        return reports.computeIfAbsent(uuid, name -> new MappingReport(name, around.telemetry()));
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
