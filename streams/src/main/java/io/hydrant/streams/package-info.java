/// Streams of records: the durable log, and (on top of it) shards and consumers.
package io.hydrant.streams;
