package io.hydrant.delivery.api;

import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.Frame;

/// A put whose body was of the usual shape: its stream and its records, ready to be appended.
///
/// The frame's payload is on loan. Close this once the append has ended, not before; a put that is
/// never closed costs the pool a buffer.
public final class ScannedPut implements AutoCloseable {
    private final String streamName;
    private final Frame frame;
    private final PayloadPool.Lease lease;

    ScannedPut(String streamName, Frame frame, PayloadPool.Lease lease) {
        this.streamName = streamName;
        this.frame = frame;
        this.lease = lease;
    }

    /// Meets the service's rule for names of delivery streams.
    public String streamName() {
        return streamName;
    }

    public Frame frame() {
        return frame;
    }

    @Override
    public void close() {
        lease.close();
    }
}
