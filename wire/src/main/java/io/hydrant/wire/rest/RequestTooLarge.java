package io.hydrant.wire.rest;

import io.hydrant.kernel.error.HydrantException;

/// The body of a call is longer than its operation takes.
public final class RequestTooLarge extends HydrantException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int bytesMax;

    RequestTooLarge(String operation, int bytesMax) {
        super("A request of " + operation + " must be at most " + bytesMax + " bytes");
        this.operation = operation;
        this.bytesMax = bytesMax;
    }

    public String operation() {
        return operation;
    }

    public int bytesMax() {
        return bytesMax;
    }
}
