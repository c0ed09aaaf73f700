/// Batches of a shard's records: which records go together, the event that the function gets of
/// them, and what its answer says of them.
///
/// A batch knows where its records lie and holds none of them: they are read from the log when the
/// function is invoked, and again when it is invoked again. Nothing here starts a thread or reads a
/// clock.
package io.hydrant.functions.mapping.engine.batch;
