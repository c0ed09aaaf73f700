package io.hydrant.cli.producer;

import java.util.List;

/// Where a producer's records go: a data stream, or a delivery stream. For one thread.
public interface RecordDestination {
    /// What to call it in messages, such as `stream trips`.
    String name();

    /// Bounds of one batch.
    BatchLimits limits();

    /// Sends a batch within the limits and returns once every record is acknowledged. Records that
    /// are refused for a reason that passes (throughput, the server away or full) are sent again by
    /// themselves, after growing pauses, for as long as it takes.
    ///
    /// @throws io.hydrant.cli.client.WireFailure when trying again is no use, such as when there is
    ///   no such stream
    Sent send(List<OutgoingRecord> batch) throws InterruptedException;

    /// @param records in a batch
    /// @param bytes of a batch: data and, for data streams, partition keys
    /// @param recordBytes of one record's data
    record BatchLimits(int records, int bytes, int recordBytes) {}

    /// @param resent how many records had to be sent more than once
    record Sent(int records, long bytes, int resent) {}
}
