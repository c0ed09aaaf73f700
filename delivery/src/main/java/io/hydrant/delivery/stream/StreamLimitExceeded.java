package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.StreamId;

/// A limit of one stream is reached: its tags, or its changes of encryption.
public final class StreamLimitExceeded extends DeliveryStreamException {
    private static final long serialVersionUID = 1L;

    public StreamLimitExceeded(StreamId stream, String limit) {
        super("Firehose " + stream.name() + " " + limit);
    }
}
