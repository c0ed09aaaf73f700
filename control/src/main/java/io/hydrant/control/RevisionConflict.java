package io.hydrant.control;

/// Somebody else changed the resource since it was read.
public final class RevisionConflict extends ResourceStoreException {
    private static final long serialVersionUID = 1L;

    public RevisionConflict(ResourceKey key, long expectedRevision, long actualRevision) {
        super(
                key
                        + " is at revision "
                        + actualRevision
                        + ", the change was made from revision "
                        + expectedRevision);
    }
}
