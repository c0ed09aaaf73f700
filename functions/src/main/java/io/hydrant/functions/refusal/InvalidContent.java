package io.hydrant.functions.refusal;

/// A body is not what it should be.
public final class InvalidContent extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public InvalidContent(String message) {
        super(message);
    }
}
