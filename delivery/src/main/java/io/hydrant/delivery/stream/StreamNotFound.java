package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// There is no such stream, or it is being deleted.
public final class StreamNotFound extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;

    public StreamNotFound(StreamId stream) {
        super(stream + " does not exist");
        this.stream = stream;
    }

    public StreamId stream() {
        return stream;
    }
}
