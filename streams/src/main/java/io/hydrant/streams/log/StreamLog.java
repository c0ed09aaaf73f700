package io.hydrant.streams.log;

import java.util.Set;

/// A durable log of many partitions. Safe for use by many threads.
public interface StreamLog extends AutoCloseable {
    /// Opens a partition, creating it durably when it is not there yet. The same name gives the
    /// same object.
    ///
    /// @param purpose must be the same at every opening of a partition
    LogPartition partition(PartitionName name, Purpose purpose);

    /// The partitions there are, opened or not.
    Set<PartitionName> partitions();

    /// Removes a partition and all its frames; nothing happens when it is not there. Open readers
    /// fail.
    void delete(PartitionName name);

    /// Completes or fails what is waiting, then releases all files.
    @Override
    void close();

    /// What a partition is for decides which disk space it may use.
    enum Purpose {
        /// Users' records: refused when the quota or the free space is used up.
        RECORDS,
        /// The server's own bookkeeping: may use the space held in reserve, so that deliveries
        /// (which free space) can be recorded on a full disk.
        BOOKKEEPING
    }
}
