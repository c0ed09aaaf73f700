package io.hydrant.streams.shard;

/// A listing's token older than 300 s. `ExpiredNextTokenException` on the wire.
public final class ExpiredToken extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public ExpiredToken(String message) {
        super(message);
    }
}
