package io.hydrant.observability.logs.refusal;

/// A resource would have more tags than it may.
public final class TooManyTags extends LogsException {
    private static final long serialVersionUID = 1L;

    public TooManyTags(String message) {
        super(message);
    }
}
