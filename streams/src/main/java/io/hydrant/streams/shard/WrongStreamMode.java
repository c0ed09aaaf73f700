package io.hydrant.streams.shard;

/// Not for a stream of this capacity mode. `ValidationException` on the wire.
public final class WrongStreamMode extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public WrongStreamMode(String message) {
        super(message);
    }
}
