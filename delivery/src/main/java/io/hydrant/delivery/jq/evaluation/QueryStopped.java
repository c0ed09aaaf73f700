package io.hydrant.delivery.jq.evaluation;

/// A program that went too far on one record; it cannot catch this.
final class QueryStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueryStopped(String message) {
        super(message, null, false, false);
    }
}
