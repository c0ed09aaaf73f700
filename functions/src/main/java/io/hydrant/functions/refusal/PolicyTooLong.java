package io.hydrant.functions.refusal;

/// A resource policy would be longer than it may be.
public final class PolicyTooLong extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public PolicyTooLong(String message) {
        super(message);
    }
}
