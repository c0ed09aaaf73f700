package io.hydrant.cli.tail.conversion;

/// One record cannot be converted.
public final class ConversionFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConversionFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
