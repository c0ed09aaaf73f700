package io.hydrant.server.config;

import io.hydrant.kernel.error.HydrantException;

/// The configuration cannot be used. The message is one sentence for the operator that names key,
/// place, rule and value.
public final class InvalidConfig extends HydrantException {
    private static final long serialVersionUID = 1L;

    public InvalidConfig(String message) {
        super(message);
    }
}
