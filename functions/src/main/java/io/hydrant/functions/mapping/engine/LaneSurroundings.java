package io.hydrant.functions.mapping.engine;

/// What the lanes of one shard work with.
///
/// @param wake called on any thread when the shard should be stepped soon
record LaneSurroundings(
        ShardPositions progress,
        FailureRules rules,
        Errands errands,
        MemoryBudget memory,
        SpanBudget spans,
        MappingReport report,
        Runnable wake) {}
