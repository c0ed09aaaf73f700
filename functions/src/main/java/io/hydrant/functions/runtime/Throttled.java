package io.hydrant.functions.runtime;

/// No environment may be started for an invocation now.
public final class Throttled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public enum Reason {
        RESERVED_CONCURRENCY,
        ACCOUNT_CONCURRENCY
    }

    public Throttled(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
