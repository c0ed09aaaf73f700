package io.hydrant.cli.tail.checkpoint;

import java.util.Collection;
import java.util.List;

/// Where the checkpoints of all flows are kept. Safe for use by many threads.
public interface Checkpoints {
    /// Whether the flow has ever begun.
    boolean knows(String flow);

    List<FileCheckpoint> of(String flow);

    /// Writes down how far files are, and that the flow has begun; returns once it is durable.
    void save(String flow, Collection<FileCheckpoint> files);

    /// Forgets files that are gone.
    void forget(String flow, Collection<Long> numbers);
}
