/// Reading the records of a shard: where to start, on to the tip, and to the end of a closed shard.
///
/// A [io.hydrant.streams.retrieval.ShardReader] yields records as ranges of frames, read in place:
/// no object is made per record. What is trimmed meanwhile is skipped, as the service does it.
package io.hydrant.streams.retrieval;
