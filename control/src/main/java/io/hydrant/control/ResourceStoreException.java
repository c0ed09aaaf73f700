package io.hydrant.control;

import io.hydrant.kernel.error.HydrantException;

/// What can go wrong with the resource store.
public abstract sealed class ResourceStoreException extends HydrantException
        permits ResourceExists, ResourceMissing, RevisionConflict, StoreFailed {
    private static final long serialVersionUID = 1L;

    ResourceStoreException(String message) {
        super(message);
    }

    ResourceStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
