/// The life of data streams: how they come, change their shards and settings, and go.
///
/// Everything known of a stream is one document in the resource store; a change is in the store
/// before anybody sees it. Records lie in the log, one partition per shard. How readers and writers
/// see shards is `streams.shard`; how the wire shows them is `streams.api`.
package io.hydrant.streams.stream;
