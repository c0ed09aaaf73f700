/// Data streams as those see them who write and read their records: shards, hash keys, sequence
/// numbers, and the frames that shards are kept in.
///
/// A shard is one partition of the log. Nothing here knows how streams come and go (that is
/// `streams.stream`) or how the wire shows them (`streams.api`).
package io.hydrant.streams.shard;
