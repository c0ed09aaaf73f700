package io.hydrant.delivery.api;

import io.hydrant.control.ResourceStoreException;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStreamException;
import io.hydrant.delivery.stream.InvalidConfiguration;
import io.hydrant.delivery.stream.InvalidRole;
import io.hydrant.delivery.stream.SourceNotAllowed;
import io.hydrant.delivery.stream.StreamExists;
import io.hydrant.delivery.stream.StreamInUse;
import io.hydrant.delivery.stream.StreamLimitExceeded;
import io.hydrant.delivery.stream.StreamNotFound;
import io.hydrant.delivery.stream.StreamNotReady;
import io.hydrant.delivery.stream.StreamQuotaExceeded;
import io.hydrant.delivery.stream.VersionMismatch;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;
import io.hydrant.wire.json.WireError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How each refusal of the Firehose API looks on the wire. No other class names an error code or a
/// status.
///
/// Source: Firehose API Reference and captures of the service; `ServiceUnavailableException` has
/// status 500 in its model.
final class FirehoseErrors {
    private static final Logger LOG = LoggerFactory.getLogger(FirehoseErrors.class);
    private static final String SLOW_DOWN = "Slow down.";

    private FirehoseErrors() {}

    static WireError toWire(HydrantException refusal) {
        return switch (refusal) {
            case DeliveryStreamException e -> toWire(e);
            case LogException e -> toWire(e);
            case ResourceStoreException e -> internal(e);
            case InvalidArgument e ->
                    WireError.badRequest("InvalidArgumentException", e.getMessage());
            default -> internal(refusal);
        };
    }

    private static WireError toWire(DeliveryStreamException refusal) {
        return switch (refusal) {
            case InvalidConfiguration e ->
                    WireError.badRequest("InvalidArgumentException", e.getMessage());
            case InvalidRole _ ->
                    WireError.badRequest("InvalidParameterValueException", "Invalid role ARN.");
            case SourceNotAllowed e ->
                    WireError.badRequest(
                            "InvalidSourceException",
                            "Put to Firehose failed for AccountId: "
                                    + e.stream().account()
                                    + ", FirehoseName: "
                                    + e.stream().name()
                                    + " because the request is not originating from allowed source"
                                    + " types.");
            case StreamNotFound e ->
                    WireError.badRequest(
                            "ResourceNotFoundException",
                            under("account", e.stream()) + " not found.");
            case StreamExists e ->
                    WireError.badRequest(
                            "ResourceInUseException",
                            under("accountId", e.stream()) + " already exists");
            case StreamInUse e ->
                    WireError.badRequest(
                            "ResourceInUseException",
                            under("accountId", e.stream()) + " " + e.reason());
            case StreamNotReady e ->
                    unavailable(under("accountId", e.stream()) + " is CREATING. " + SLOW_DOWN);
            case StreamQuotaExceeded e ->
                    WireError.badRequest(
                            "LimitExceededException",
                            "You have already consumed your firehose quota of "
                                    + e.streamsMax()
                                    + " hoses. Firehose names: "
                                    + e.names());
            case StreamLimitExceeded e ->
                    WireError.badRequest("LimitExceededException", e.getMessage());
            case VersionMismatch e ->
                    WireError.badRequest(
                            "ConcurrentModificationException",
                            "Cannot update firehose: "
                                    + e.stream().name()
                                    + " since the current version id: "
                                    + e.current()
                                    + " and specified version id: "
                                    + e.specified()
                                    + " do not match");
        };
    }

    private static WireError toWire(LogException refusal) {
        return switch (refusal) {
            case LogFull _ -> unavailable(SLOW_DOWN);
            case LogFailed e -> internal(e);
        };
    }

    private static String under(String account, StreamId stream) {
        return "Firehose " + stream.name() + " under " + account + " " + stream.account();
    }

    private static WireError unavailable(String message) {
        return new WireError(500, "ServiceUnavailableException", message);
    }

    /// What the caller cannot mend; the cause is for the log, not for the wire.
    private static WireError internal(HydrantException e) {
        LOG.error("a request failed for an internal reason", e);
        return new WireError(500, "InternalFailure", "The request failed for an internal reason.");
    }
}
