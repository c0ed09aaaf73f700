package io.hydrant.functions.refusal;

/// Something is between two states and cannot be changed until it has come to rest.
public final class InUse extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public InUse(String message) {
        super(message);
    }
}
