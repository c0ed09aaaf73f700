package io.hydrant.server.config;

import io.hydrant.query.execution.ExecutionSettings;

import java.util.OptionalLong;

/// Queries.
///
/// @param executions how many run and wait, and for how long
/// @param memoryBytes what the engine may use outside the heap, all statements together; 512 MiB
///   when empty
public record QueryConfig(ExecutionSettings executions, OptionalLong memoryBytes) {}
