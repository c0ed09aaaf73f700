package io.hydrant.catalog.refusal;

/// There are as many as there may be.
public final class LimitReached extends CatalogException {
    private static final long serialVersionUID = 1L;

    public LimitReached(String message) {
        super(message);
    }
}
