package io.hydrant.control;

/// There is no resource of this key.
public final class ResourceMissing extends ResourceStoreException {
    private static final long serialVersionUID = 1L;

    public ResourceMissing(ResourceKey key) {
        super(key + " does not exist");
    }
}
