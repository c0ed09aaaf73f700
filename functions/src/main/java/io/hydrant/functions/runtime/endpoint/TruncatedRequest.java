package io.hydrant.functions.runtime.endpoint;

import java.io.IOException;

/// A body that ended before its announced length.
final class TruncatedRequest extends IOException {
    private static final long serialVersionUID = 1L;

    TruncatedRequest(Throwable cause) {
        super("the body of a request ended early", cause);
    }
}
