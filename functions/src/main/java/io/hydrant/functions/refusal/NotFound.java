package io.hydrant.functions.refusal;

/// There is no such function, version, alias, layer or statement.
public final class NotFound extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        super(message);
    }
}
