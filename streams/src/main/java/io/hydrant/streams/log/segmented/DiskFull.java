package io.hydrant.streams.log.segmented;

import java.io.IOException;

/// No space is left on the file system.
public final class DiskFull extends IOException {
    private static final long serialVersionUID = 1L;

    public DiskFull(String message, Throwable cause) {
        super(message, cause);
    }

    public DiskFull(String message) {
        super(message);
    }
}
