package io.hydrant.catalog.refusal;

/// The catalog belongs to another account.
public final class NotAuthorized extends CatalogException {
    private static final long serialVersionUID = 1L;

    public NotAuthorized(String message) {
        super(message);
    }
}
