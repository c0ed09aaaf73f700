package io.hydrant.functions.refusal;

/// More is under way than may be.
public final class TooManyRequests extends FunctionsException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /// @param reason in the service's words, such as `ConcurrentInvocationLimitExceeded`
    public TooManyRequests(String reason) {
        super("Rate Exceeded.");
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
