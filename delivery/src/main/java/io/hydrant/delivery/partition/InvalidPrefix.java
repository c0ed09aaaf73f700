package io.hydrant.delivery.partition;

import io.hydrant.kernel.error.HydrantException;

/// A prefix breaks a rule; the message is the service's own text, without its wrapper.
public final class InvalidPrefix extends HydrantException {
    private static final long serialVersionUID = 1L;

    InvalidPrefix(String message) {
        super(message);
    }
}
