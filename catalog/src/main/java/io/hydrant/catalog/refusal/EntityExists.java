package io.hydrant.catalog.refusal;

/// The name, or the values of a partition, are taken.
public final class EntityExists extends CatalogException {
    private static final long serialVersionUID = 1L;

    public EntityExists(String message) {
        super(message);
    }
}
