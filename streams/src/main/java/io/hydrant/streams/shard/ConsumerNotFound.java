package io.hydrant.streams.shard;

/// `ResourceNotFoundException` on the wire.
public final class ConsumerNotFound extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public ConsumerNotFound(String message) {
        super(message);
    }
}
