package io.hydrant.kernel.error;

/// Something was refused or went wrong in domain terms. The message names the subject.
public abstract class HydrantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected HydrantException(String message) {
        super(message);
    }

    protected HydrantException(String message, Throwable cause) {
        super(message, cause);
    }
}
