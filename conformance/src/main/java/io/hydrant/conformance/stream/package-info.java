/// Readers of a data stream, as the clients of Kinesis are: they walk the shards parents first,
/// keep their place over lost connections, and audit the graph of shards.
///
/// They believe nothing that the documentation of Kinesis does not promise, and use its public API
/// alone.
package io.hydrant.conformance.stream;
