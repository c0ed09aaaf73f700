package io.hydrant.observability.logs.refusal;

/// A parameter breaks a rule that the service model does not have.
public final class InvalidParameter extends LogsException {
    private static final long serialVersionUID = 1L;

    public InvalidParameter(String message) {
        super(message);
    }
}
