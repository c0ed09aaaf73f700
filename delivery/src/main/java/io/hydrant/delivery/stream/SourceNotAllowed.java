package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// Records for a stream that decompresses them came from somebody else than CloudWatch Logs.
public final class SourceNotAllowed extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;

    public SourceNotAllowed(StreamId stream) {
        super(stream + " takes records of CloudWatch Logs only");
        this.stream = stream;
    }

    public StreamId stream() {
        return stream;
    }
}
