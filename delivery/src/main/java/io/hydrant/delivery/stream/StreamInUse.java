package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// The stream's state does not allow what was asked.
public final class StreamInUse extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;

    public StreamInUse(StreamId stream, String reason) {
        super(stream + " " + reason);
        this.stream = stream;
    }

    public StreamId stream() {
        return stream;
    }
}
