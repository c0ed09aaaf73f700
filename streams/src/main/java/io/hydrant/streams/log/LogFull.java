package io.hydrant.streams.log;

/// No room for more records: the quota is used up or the disk is full. Nothing was kept of the
/// append.
public final class LogFull extends LogException {
    private static final long serialVersionUID = 1L;

    public LogFull(String message) {
        super(message);
    }
}
