package io.hydrant.streams.shard;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition.Appended;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A data stream that takes records. Safe for use by many threads.
public interface WritableStream {
    DataStreamId id();

    /// Whether records are told to be encrypted (`EncryptionType: KMS`).
    boolean encrypted();

    /// Data and partition key of one record together, in bytes.
    int recordBytesMax();

    /// Whether the service's throughput quotas hold for this stream.
    boolean quotasHold();

    /// The shards that take records now, in order of their ranges, which cover all hash keys
    /// without gap or overlap.
    List<Shard> openShards();

    /// Appends a frame, laid out by [ShardFrame], to one of [#openShards()]. Waits while the shard
    /// is being closed. Durable once the future completes; it fails as that of
    /// [io.hydrant.streams.log.LogPartition#append].
    ///
    /// @throws ShardClosed when the shard takes no more records: look for another one in
    ///   [#openShards()]
    CompletableFuture<Appended> append(Shard shard, Frame frame);
}
