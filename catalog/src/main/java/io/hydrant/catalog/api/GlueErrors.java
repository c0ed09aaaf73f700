package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.refusal.CrawlerState;
import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.refusal.LimitReached;
import io.hydrant.catalog.refusal.LostUpdate;
import io.hydrant.catalog.refusal.NotAuthorized;
import io.hydrant.control.ResourceStoreException;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.json.WireError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.glue.model.ErrorDetail;

/// How each refusal of the Glue API looks on the wire. No other class names an error code or a
/// status.
///
/// Source: Glue API Reference.
final class GlueErrors {
    private static final Logger LOG = LoggerFactory.getLogger(GlueErrors.class);

    private GlueErrors() {}

    static WireError toWire(HydrantException refusal) {
        return switch (refusal) {
            case CatalogException e -> WireError.badRequest(code(e), e.getMessage());
            case InvalidArgument e -> WireError.badRequest("InvalidInputException", e.getMessage());
            case ResourceStoreException e -> internal(e);
            default -> internal(refusal);
        };
    }

    private static String code(CatalogException refusal) {
        return switch (refusal) {
            case EntityNotFound _ -> "EntityNotFoundException";
            case EntityExists _ -> "AlreadyExistsException";
            case InvalidInput _ -> "InvalidInputException";
            case LostUpdate _ -> "ConcurrentModificationException";
            case NotAuthorized _ -> "AccessDeniedException";
            case LimitReached _ -> "ResourceNumberLimitExceededException";
            case CrawlerState state ->
                    switch (state.doing()) {
                        case RUNNING -> "CrawlerRunningException";
                        case NOT_RUNNING -> "CrawlerNotRunningException";
                        case STOPPING -> "CrawlerStoppingException";
                        case SCHEDULED -> "SchedulerRunningException";
                        case NOT_SCHEDULED -> "SchedulerNotRunningException";
                        case WITHOUT_SCHEDULE -> "NoScheduleException";
                    };
        };
    }

    /// A refusal of one member of a batch.
    static ErrorDetail detail(CatalogException refusal) {
        return ErrorDetail.builder()
                .errorCode(code(refusal))
                .errorMessage(refusal.getMessage())
                .build();
    }

    /// What the caller cannot mend; the cause is for the log, not for the wire.
    private static WireError internal(HydrantException e) {
        LOG.error("a request failed for an internal reason", e);
        return new WireError(
                500, "InternalServiceException", "The request failed for an internal reason.");
    }
}
