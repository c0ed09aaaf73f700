package io.hydrant.control;

/// The database or its disk failed, is of a newer version, or was closed.
public final class StoreFailed extends ResourceStoreException {
    private static final long serialVersionUID = 1L;

    public StoreFailed(String message) {
        super(message);
    }

    public StoreFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
