package io.hydrant.storage.object;

import io.hydrant.kernel.error.HydrantException;

/// Why a store refused or failed. `code` is S3's own error code where there is one, such as
/// `NoSuchBucket`, `NoSuchKey`, `AccessDenied`, `SlowDown`; `ConnectionFailed` when the store could
/// not be reached, `InternalError` otherwise.
public final class ObjectStoreException extends HydrantException {
    private static final long serialVersionUID = 1L;
    private final String code;

    public ObjectStoreException(String code, String message) {
        super(message);
        this.code = code;
    }

    public ObjectStoreException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
