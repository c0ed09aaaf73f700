package io.hydrant.streams.shard;

/// The stream is not in a state for it. `ResourceInUseException` on the wire.
public final class DataStreamInUse extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public DataStreamInUse(String message) {
        super(message);
    }
}
