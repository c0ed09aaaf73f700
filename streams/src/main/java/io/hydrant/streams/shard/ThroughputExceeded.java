package io.hydrant.streams.shard;

/// A quota of the data plane. `ProvisionedThroughputExceededException` on the wire.
public final class ThroughputExceeded extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public ThroughputExceeded(String message) {
        super(message);
    }
}
