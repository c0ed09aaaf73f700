package io.hydrant.streams.shard;

/// The consumer exists already, is not active, or is subscribed. `ResourceInUseException` on the
/// wire.
public final class ConsumerInUse extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public ConsumerInUse(String message) {
        super(message);
    }
}
