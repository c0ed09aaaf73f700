package io.hydrant.observability.api;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.observability.logs.refusal.ExclusiveParameters;
import io.hydrant.observability.logs.refusal.GroupExists;
import io.hydrant.observability.logs.refusal.GroupNotFound;
import io.hydrant.observability.logs.refusal.InvalidParameter;
import io.hydrant.observability.logs.refusal.LimitReached;
import io.hydrant.observability.logs.refusal.LogsException;
import io.hydrant.observability.logs.refusal.LogsUnavailable;
import io.hydrant.observability.logs.refusal.StreamExists;
import io.hydrant.observability.logs.refusal.StreamNotFound;
import io.hydrant.observability.logs.refusal.TooManyTags;
import io.hydrant.wire.json.WireError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How each refusal of the CloudWatch Logs API looks on the wire. No other class names an error
/// code or a status.
///
/// Source: CloudWatch Logs API Reference and captures of the service.
final class LogsErrors {
    private static final Logger LOG = LoggerFactory.getLogger(LogsErrors.class);
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String EXISTS = "ResourceAlreadyExistsException";

    private LogsErrors() {}

    static WireError toWire(HydrantException refusal) {
        return switch (refusal) {
            case LogsException e -> toWire(e);
            case InvalidArgument e ->
                    WireError.badRequest("InvalidParameterException", e.getMessage());
            default -> unavailable(refusal);
        };
    }

    private static WireError toWire(LogsException refusal) {
        return switch (refusal) {
            case GroupNotFound _ ->
                    WireError.badRequest(NOT_FOUND, "The specified log group does not exist.");
            case StreamNotFound _ ->
                    WireError.badRequest(NOT_FOUND, "The specified log stream does not exist.");
            case GroupExists _ ->
                    WireError.badRequest(EXISTS, "The specified log group already exists");
            case StreamExists _ ->
                    WireError.badRequest(EXISTS, "The specified log stream already exists");
            case InvalidParameter e ->
                    WireError.badRequest("InvalidParameterException", e.getMessage());
            case ExclusiveParameters e ->
                    WireError.badRequest("ValidationException", e.getMessage());
            case LimitReached e -> WireError.badRequest("LimitExceededException", e.getMessage());
            case TooManyTags e -> WireError.badRequest("TooManyTagsException", e.getMessage());
            case LogsUnavailable e -> unavailable(e);
        };
    }

    /// What the caller cannot mend; the cause is for the log, not for the wire.
    private static WireError unavailable(HydrantException e) {
        LOG.error("a request failed for an internal reason", e);
        return new WireError(
                500, "ServiceUnavailableException", "The service cannot complete the request.");
    }
}
