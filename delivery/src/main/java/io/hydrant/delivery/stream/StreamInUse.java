package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// The stream's state does not allow what was asked.
public final class StreamInUse extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;
    private final String reason;

    public StreamInUse(StreamId stream, String reason) {
        super(stream + " " + reason);
        this.stream = stream;
        this.reason = reason;
    }

    public StreamId stream() {
        return stream;
    }

    /// Goes on after the stream's name, such as `is CREATING`.
    public String reason() {
        return reason;
    }
}
