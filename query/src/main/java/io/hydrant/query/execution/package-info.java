/// Executions of statements: their states, the queue they wait in, their limits and statistics, and
/// their history.
///
///     QUEUED ──▶ RUNNING ──▶ SUCCEEDED
///        │          ├──────▶ FAILED
///        └──────────┴──────▶ CANCELLED
///
/// The first state and the last are on the disk before a client can see them; that a statement runs
/// is known in memory alone. What was not finished when the process ended is FAILED at the next
/// start. A statement's result is written to the object store while it runs; nothing of it stays in
/// memory.
package io.hydrant.query.execution;
