package io.hydrant.functions.runtime;

/// This machine cannot run a function now, for a reason that is not the function's: no disk, no
/// processes, a package that is gone, a server that closes. It may go well later.
public final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message names the function and the reason
    public CannotRun(String message) {
        super(message);
    }

    public CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
