package io.hydrant.streams.shard;

import java.util.List;

/// Finds the shards of data streams, for those who read them. Safe for use by many threads.
public interface ShardDirectory {
    /// Every shard of the stream that has not expired, open and closed, in order of their ids. None
    /// while the stream is being created.
    ///
    /// @throws DataStreamNotFound when there is no such stream
    List<Shard> shards(DataStreamId stream);

    /// @throws DataStreamNotFound when there is no such stream
    StreamState state(DataStreamId stream);

    /// Calls back, on any thread and without blocking it, after the stream was created, changed its
    /// shards or was deleted. It need not exist.
    Watch watch(DataStreamId stream, Runnable changed);

    /// Close it to be called no more.
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
