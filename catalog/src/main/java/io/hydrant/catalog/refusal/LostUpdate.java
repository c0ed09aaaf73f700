package io.hydrant.catalog.refusal;

/// Somebody else changed the table since its version was read.
public final class LostUpdate extends CatalogException {
    private static final long serialVersionUID = 1L;

    public LostUpdate(String message) {
        super(message);
    }
}
