package io.hydrant.functions.refusal;

/// The state of something does not allow what is asked.
public final class Conflict extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
        super(message);
    }
}
