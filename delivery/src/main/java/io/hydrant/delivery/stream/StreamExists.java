package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// The name is taken.
public final class StreamExists extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;

    public StreamExists(StreamId stream) {
        super(stream + " exists already");
        this.stream = stream;
    }

    public StreamId stream() {
        return stream;
    }
}
