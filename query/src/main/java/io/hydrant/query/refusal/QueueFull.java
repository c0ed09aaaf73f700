package io.hydrant.query.refusal;

/// As many statements wait as may.
public final class QueueFull extends QueryException {
    private static final long serialVersionUID = 1L;

    public QueueFull(int waitingMax) {
        super(
                "You have exceeded the limit for the number of queries you can run concurrently:"
                        + " "
                        + waitingMax
                        + " statements wait already. Please reduce the number of concurrent queries"
                        + " or raise query.waiting-max.");
    }
}
