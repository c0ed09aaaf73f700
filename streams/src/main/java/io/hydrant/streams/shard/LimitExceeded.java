package io.hydrant.streams.shard;

/// A quota, or the rate of calls to the control plane. `LimitExceededException` on the wire.
public final class LimitExceeded extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public LimitExceeded(String message) {
        super(message);
    }
}
