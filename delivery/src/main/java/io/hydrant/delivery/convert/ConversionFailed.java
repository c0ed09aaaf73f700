package io.hydrant.delivery.convert;

/// No file can be made of an object's records, however often it is tried: it is not the records,
/// nor the place that it was written to.
public final class ConversionFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConversionFailed(Throwable cause) {
        super("a columnar file could not be made", cause);
    }

    /// Why none of the records has rows.
    public Reason reason() {
        return Reason.failure(getCause());
    }
}
