package io.hydrant.kernel.error;

/// A value breaks a rule. The message gives name, rule and actual value.
public final class InvalidArgument extends HydrantException {
    private static final long serialVersionUID = 1L;

    public InvalidArgument(String message) {
        super(message);
    }
}
