package io.hydrant.wire.rest;

import io.hydrant.kernel.error.HydrantException;

/// There is no operation of this method and path, or it is not served.
final class UnknownRoute extends HydrantException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UnknownRoute(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
