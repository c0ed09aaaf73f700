package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// An update was made from another version of the configuration than the current one.
public final class VersionMismatch extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    private final transient StreamId stream;
    private final long current;
    private final String specified;

    public VersionMismatch(StreamId stream, long current, String specified) {
        super(stream + " is at version " + current + ", not " + specified);
        this.stream = stream;
        this.current = current;
        this.specified = specified;
    }

    public StreamId stream() {
        return stream;
    }

    public long current() {
        return current;
    }

    public String specified() {
        return specified;
    }
}
