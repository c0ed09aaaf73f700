package io.hydrant.catalog.refusal;

import io.hydrant.kernel.error.HydrantException;

/// Why something asked of the catalog was refused. Messages are for the caller.
public abstract sealed class CatalogException extends HydrantException
        permits EntityNotFound,
                EntityExists,
                InvalidInput,
                LostUpdate,
                NotAuthorized,
                LimitReached,
                CrawlerState {
    private static final long serialVersionUID = 1L;

    CatalogException(String message) {
        super(message);
    }
}
