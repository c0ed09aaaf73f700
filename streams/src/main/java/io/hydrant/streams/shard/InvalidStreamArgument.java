package io.hydrant.streams.shard;

/// A rule beyond the service model is broken. `InvalidArgumentException` on the wire.
public final class InvalidStreamArgument extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public InvalidStreamArgument(String message) {
        super(message);
    }
}
