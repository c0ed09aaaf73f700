package io.hydrant.wire.json;

import io.hydrant.kernel.error.HydrantException;

/// A body is not JSON, or not of the types its operation has. `SerializationException` on the wire.
public final class MalformedRequest extends HydrantException {
    private static final long serialVersionUID = 1L;

    public MalformedRequest(String message) {
        super(message);
    }

    public MalformedRequest(String message, Throwable cause) {
        super(message, cause);
    }
}
