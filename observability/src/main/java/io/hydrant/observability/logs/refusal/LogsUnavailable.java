package io.hydrant.observability.logs.refusal;

/// The files of the log store cannot be used now.
public final class LogsUnavailable extends LogsException {
    private static final long serialVersionUID = 1L;

    public LogsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
