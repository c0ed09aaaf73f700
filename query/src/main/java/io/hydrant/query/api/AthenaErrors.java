package io.hydrant.query.api;

import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.query.refusal.InvalidRequest;
import io.hydrant.query.refusal.MetadataMissing;
import io.hydrant.query.refusal.NotFound;
import io.hydrant.query.refusal.QueryException;
import io.hydrant.query.refusal.QueueFull;
import io.hydrant.wire.json.WireError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/// How each refusal of the Athena API looks on the wire. No other class names an error code or a
/// status.
///
/// Source: Athena API Reference.
final class AthenaErrors {
    private static final Logger LOG = LoggerFactory.getLogger(AthenaErrors.class);

    private AthenaErrors() {}

    static WireError toWire(HydrantException refusal) {
        return switch (refusal) {
            case QueryException e -> of(e);
            case CatalogException e -> of(new MetadataMissing(e.getMessage()));
            case InvalidArgument e -> of(new InvalidRequest(e.getMessage()));
            default -> internal(refusal);
        };
    }

    private static WireError of(QueryException refusal) {
        String message = refusal.getMessage();
        return switch (refusal) {
            case InvalidRequest e ->
                    new WireError(
                            400,
                            "InvalidRequestException",
                            message,
                            Map.of("AthenaErrorCode", e.code().name()));
            case NotFound e ->
                    new WireError(
                            400,
                            "ResourceNotFoundException",
                            message,
                            Map.of("ResourceName", e.resourceName()));
            case MetadataMissing _ -> new WireError(400, "MetadataException", message);
            case QueueFull _ ->
                    new WireError(
                            400,
                            "TooManyRequestsException",
                            message,
                            Map.of("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED"));
        };
    }

    /// What the caller cannot mend; the cause is for the log, not for the wire.
    private static WireError internal(HydrantException e) {
        LOG.error("a request failed for an internal reason", e);
        return new WireError(
                500, "InternalServerException", "The request failed for an internal reason.");
    }
}
