package io.hydrant.streams.intake;

import java.util.Optional;

/// A put whose body was of the usual shape: its stream and its records.
///
/// The records lie in the body and in a buffer on loan. Close this once their appends have ended,
/// not before; a put that is never closed costs the pool a buffer.
public final class ScannedPut implements AutoCloseable {
    private final Optional<String> streamName;
    private final Optional<String> streamArn;
    private final IncomingRecords records;
    private final PayloadPool.Lease lease;

    ScannedPut(
            Optional<String> streamName,
            Optional<String> streamArn,
            IncomingRecords records,
            PayloadPool.Lease lease) {
        this.streamName = streamName;
        this.streamArn = streamArn;
        this.records = records;
        this.lease = lease;
    }

    /// Meets the service's rule for names of streams.
    public Optional<String> streamName() {
        return streamName;
    }

    /// Any ASCII text without white space and control characters.
    public Optional<String> streamArn() {
        return streamArn;
    }

    public IncomingRecords records() {
        return records;
    }

    @Override
    public void close() {
        lease.close();
    }
}
