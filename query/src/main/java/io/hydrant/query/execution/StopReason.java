package io.hydrant.query.execution;

import io.hydrant.query.refusal.QueryFailure;

/// Why a statement is stopped before its end.
enum StopReason {
    CANCELLED(QueryFailure.Cause.CANCELLED, "Query was cancelled by user"),
    TOO_MUCH_SCANNED(
            QueryFailure.Cause.CANCELLED, "Query cancelled! : Bytes scanned limit was exceeded"),
    TIMED_OUT(QueryFailure.Cause.USER, "Query timeout"),
    SERVER_STOPS(
            QueryFailure.Cause.SYSTEM,
            "GENERIC_INTERNAL_ERROR: The server was stopped before the statement was finished");

    private final QueryFailure.Cause cause;
    private final String text;

    StopReason(QueryFailure.Cause cause, String text) {
        this.cause = cause;
        this.text = text;
    }

    QueryFailure failure() {
        return new QueryFailure(cause, text);
    }
}
