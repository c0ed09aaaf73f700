/// How far an event source mapping has come in each shard, kept in a partition of the log, and
/// which shards may be read next.
package io.hydrant.functions.mapping.engine.position;
