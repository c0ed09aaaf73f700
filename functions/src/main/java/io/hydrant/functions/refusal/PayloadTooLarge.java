package io.hydrant.functions.refusal;

/// A package or payload is longer than may be.
public final class PayloadTooLarge extends FunctionsException {
    private static final long serialVersionUID = 1L;

    public PayloadTooLarge(String message) {
        super(message);
    }
}
