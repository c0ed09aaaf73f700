package io.hydrant.control;

/// The key is taken already.
public final class ResourceExists extends ResourceStoreException {
    private static final long serialVersionUID = 1L;

    public ResourceExists(ResourceKey key) {
        super(key + " exists already");
    }
}
