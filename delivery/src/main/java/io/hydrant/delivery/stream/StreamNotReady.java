package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// The stream is still being created; it will take records in a moment.
public final class StreamNotReady extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;

    public StreamNotReady(StreamId stream) {
        super(stream + " is being created");
        this.stream = stream;
    }

    public StreamId stream() {
        return stream;
    }
}
