package io.hydrant.query.execution;

import io.hydrant.query.result.ResultForm;
import io.hydrant.query.store.QueryScope;
import io.hydrant.storage.object.ObjectAddress;

import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/// An execution as it is kept.
///
/// @param shape as the service shows it
/// @param revision of its row
public record StoredExecution(
        QueryScope scope, QueryExecution shape, ExecutionDetails details, long revision) {
    public String id() {
        return shape.queryExecutionId();
    }

    public QueryExecutionState state() {
        return shape.status().state();
    }

    public boolean finished() {
        return switch (state()) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            default -> false;
        };
    }

    /// The file of its result, whether or not there is one yet.
    public ObjectAddress file() {
        String address = shape.resultConfiguration().outputLocation().substring("s3://".length());
        int slash = address.indexOf('/');
        return new ObjectAddress(address.substring(0, slash), address.substring(slash + 1));
    }

    public ResultForm form() {
        return details.form();
    }

    /// Rows of the result, without a header.
    public long outputRows() {
        return details.outputRows();
    }

    /// Of the result's file.
    public long outputBytes() {
        return details.outputBytes();
    }

    /// Rows that the statement wrote elsewhere.
    public long updateCount() {
        return details.updateCount();
    }

    StoredExecution with(QueryExecution next) {
        return new StoredExecution(scope, next, details, revision);
    }

    StoredExecution with(ExecutionDetails next) {
        return new StoredExecution(scope, shape, next, revision);
    }
}
