package io.hydrant.observability.logs.refusal;

/// There may be no more of something.
public final class LimitReached extends LogsException {
    private static final long serialVersionUID = 1L;

    public LimitReached(String message) {
        super(message);
    }
}
