package io.hydrant.observability.logs.refusal;

/// Of two parameters only one may be given.
public final class ExclusiveParameters extends LogsException {
    private static final long serialVersionUID = 1L;

    public ExclusiveParameters(String message) {
        super(message);
    }
}
