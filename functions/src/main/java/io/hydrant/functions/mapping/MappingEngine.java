package io.hydrant.functions.mapping;

/// Works event source mappings. Safe for use by many threads; returns without waiting for
/// functions.
public interface MappingEngine extends AutoCloseable {
    /// Begins to work, or goes on where the mapping's positions say.
    void start(Mapping mapping);

    /// Goes over to other settings at the next batch; what is being tried goes on with the new
    /// ones.
    void change(Mapping mapping);

    /// Stops to work and keeps the positions. What the function is doing is not waited for, and its
    /// records may come again.
    void stop(String uuid);

    /// Stops to work and forgets the positions.
    void remove(String uuid);

    /// How the last invocation went: `No records processed`, `OK` or `PROBLEM: ...`. Also of a
    /// mapping that was stopped; known until it is removed.
    String lastResult(String uuid);

    /// Stops to work all mappings.
    @Override
    void close();
}
