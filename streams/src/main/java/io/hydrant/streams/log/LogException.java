package io.hydrant.streams.log;

import io.hydrant.kernel.error.HydrantException;

/// What can go wrong with the log.
public abstract sealed class LogException extends HydrantException permits LogFull, LogFailed {
    private static final long serialVersionUID = 1L;

    LogException(String message) {
        super(message);
    }

    LogException(String message, Throwable cause) {
        super(message, cause);
    }
}
