package io.hydrant.delivery.jq.syntax;

/// A jq program that cannot name partition keys; the message says what of it and where.
public final class InvalidQuery extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidQuery(String message) {
        super(message);
    }
}
