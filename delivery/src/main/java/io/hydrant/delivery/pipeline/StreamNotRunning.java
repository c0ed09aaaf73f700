package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.error.HydrantException;

/// No delivery stream of this name is running.
public final class StreamNotRunning extends HydrantException {
    private static final long serialVersionUID = 1L;

    public StreamNotRunning(StreamId stream) {
        super("delivery stream " + stream + " is not running");
    }
}
