package io.hydrant.wire.http;

import io.hydrant.kernel.error.HydrantException;

/// A body is longer than its endpoint takes.
public final class BodyTooLarge extends HydrantException {
    private static final long serialVersionUID = 1L;

    public BodyTooLarge(long maxBytes) {
        super("The request body is longer than the " + maxBytes + " bytes allowed.");
    }
}
