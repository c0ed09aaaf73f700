package io.hydrant.cli.tail.checkpoint;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Checkpoints in memory alone: for a trial that must leave no trace.
public final class HeldCheckpoints implements Checkpoints {
    private final Map<String, Map<Long, FileCheckpoint>> flows = new TreeMap<>();

    @Override
    public synchronized boolean knows(String flow) {
        return flows.containsKey(flow);
    }

    @Override
    public synchronized List<FileCheckpoint> of(String flow) {
        return List.copyOf(flows.getOrDefault(flow, Map.of()).values());
    }

    @Override
    public synchronized void save(String flow, Collection<FileCheckpoint> files) {
        Map<Long, FileCheckpoint> known = flows.computeIfAbsent(flow, _ -> new TreeMap<>());
        files.forEach(file -> known.put(file.number(), file));
    }

    @Override
    public synchronized void forget(String flow, Collection<Long> numbers) {
        if (flows.containsKey(flow)) {
            flows.get(flow).keySet().removeAll(numbers);
        }
    }

    /// Every flow's checkpoints, as they are now.
    synchronized Map<String, List<FileCheckpoint>> all() {
        Map<String, List<FileCheckpoint>> copy = new TreeMap<>();
        flows.forEach((flow, files) -> copy.put(flow, List.copyOf(files.values())));
        return copy;
    }
}
