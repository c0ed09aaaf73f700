package io.hydrant.streams.shard;

/// A shard iterator older than 5 minutes. `ExpiredIteratorException` on the wire.
public final class ExpiredIterator extends DataStreamException {
    private static final long serialVersionUID = 1L;

    public ExpiredIterator(String message) {
        super(message);
    }
}
