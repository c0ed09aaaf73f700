package io.hydrant.query.refusal;

/// The catalog does not have what was asked of it.
public final class MetadataMissing extends QueryException {
    private static final long serialVersionUID = 1L;

    public MetadataMissing(String message) {
        super(message);
    }
}
