package io.hydrant.streams.shard;

/// There is no such stream. `ResourceNotFoundException` on the wire.
public final class DataStreamNotFound extends DataStreamException {
    private static final long serialVersionUID = 1L;

    private final transient DataStreamId stream;

    public DataStreamNotFound(DataStreamId stream) {
        super(
                "Stream %s under account %s not found."
                        .formatted(stream.name(), stream.account().value()));
        this.stream = stream;
    }

    public DataStreamId stream() {
        return stream;
    }
}
