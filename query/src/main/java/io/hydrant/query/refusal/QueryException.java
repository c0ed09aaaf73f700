package io.hydrant.query.refusal;

import io.hydrant.kernel.error.HydrantException;

/// Why a request about queries, work groups or what belongs to them was refused. Messages are for
/// the caller. How a statement fails that was accepted is told by
/// [io.hydrant.query.refusal.QueryFailure] instead.
public abstract sealed class QueryException extends HydrantException
        permits InvalidRequest, NotFound, MetadataMissing, QueueFull {
    private static final long serialVersionUID = 1L;

    QueryException(String message) {
        super(message);
    }
}
