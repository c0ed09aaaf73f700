package io.hydrant.streams.log;

/// The disk or the data on it failed; or the log was closed.
public final class LogFailed extends LogException {
    private static final long serialVersionUID = 1L;

    public LogFailed(String message) {
        super(message);
    }

    public LogFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
