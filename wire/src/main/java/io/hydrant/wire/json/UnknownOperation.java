package io.hydrant.wire.json;

import io.hydrant.kernel.error.HydrantException;

/// The request names no operation of the service.
final class UnknownOperation extends HydrantException {
    private static final long serialVersionUID = 1L;

    /// @param message empty to tell nothing
    UnknownOperation(String message) {
        super(message);
    }
}
