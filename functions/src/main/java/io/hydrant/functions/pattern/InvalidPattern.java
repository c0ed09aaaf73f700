package io.hydrant.functions.pattern;

import io.hydrant.kernel.error.HydrantException;

/// A text is no event pattern; the message says where and why.
public final class InvalidPattern extends HydrantException {
    private static final long serialVersionUID = 1L;

    InvalidPattern(String message) {
        super(message);
    }
}
