package io.hydrant.streams.shard;

/// The name is taken. `ResourceInUseException` on the wire.
public final class DataStreamExists extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public DataStreamExists(String message) {
        super(message);
    }
}
