package io.hydrant.functions.refusal;

/// A member of a request cannot be what it is.
public final class InvalidParameter extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public InvalidParameter(String message) {
        super(message);
    }
}
