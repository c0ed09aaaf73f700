package io.hydrant.observability.logs.refusal;

import io.hydrant.kernel.error.HydrantException;

/// A refusal of the log store or its API.
public abstract sealed class LogsException extends HydrantException
        permits ExclusiveParameters,
                GroupExists,
                GroupNotFound,
                InvalidParameter,
                LimitReached,
                LogsUnavailable,
                StreamExists,
                StreamNotFound,
                TooManyTags {
    private static final long serialVersionUID = 1L;

    LogsException(String message) {
        super(message);
    }

    LogsException(String message, Throwable cause) {
        super(message, cause);
    }
}
