package io.hydrant.catalog.refusal;

/// A request makes no sense, or asks for what is not supported.
public final class InvalidInput extends CatalogException {
    private static final long serialVersionUID = 1L;

    public InvalidInput(String message) {
        super(message);
    }

    /// Refuses what the service has and this program has not, by its name.
    public static InvalidInput unsupported(String what) {
        return new InvalidInput(what + " not supported by this version of Hydrant.");
    }
}
