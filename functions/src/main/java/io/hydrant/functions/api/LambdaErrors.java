package io.hydrant.functions.api;

import io.hydrant.functions.refusal.Conflict;
import io.hydrant.functions.refusal.FunctionsException;
import io.hydrant.functions.refusal.InUse;
import io.hydrant.functions.refusal.InvalidContent;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.functions.refusal.NotFound;
import io.hydrant.functions.refusal.PayloadTooLarge;
import io.hydrant.functions.refusal.PolicyTooLong;
import io.hydrant.functions.refusal.RevisionMismatch;
import io.hydrant.functions.refusal.RunnerMissing;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.json.MalformedRequest;
import io.hydrant.wire.rest.RequestTooLarge;
import io.hydrant.wire.rest.RestError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/// How each refusal of the Lambda API looks on the wire. No other class names an error code or a
/// status.
///
/// Source: Lambda API Reference.
final class LambdaErrors {
    private static final Logger LOG = LoggerFactory.getLogger(LambdaErrors.class);

    private LambdaErrors() {}

    static RestError toWire(HydrantException refusal) {
        return switch (refusal) {
            case FunctionsException e -> toWire(e);
            case MalformedRequest e ->
                    new RestError(
                            400,
                            "InvalidRequestContentException",
                            "Could not parse request body into json: " + e.getMessage());
            case RequestTooLarge e ->
                    new RestError(
                            413,
                            "RequestEntityTooLargeException",
                            "Request must be smaller than "
                                    + e.bytesMax()
                                    + " bytes for the "
                                    + (e.operation().equals("Invoke")
                                            ? "InvokeFunction"
                                            : e.operation())
                                    + " operation");
            case InvalidArgument e ->
                    new RestError(400, "InvalidParameterValueException", e.getMessage());
            default -> internal(refusal);
        };
    }

    private static RestError toWire(FunctionsException refusal) {
        String message = refusal.getMessage();
        return switch (refusal) {
            case InvalidParameter _ ->
                    new RestError(400, "InvalidParameterValueException", message);
            case InvalidContent _ -> new RestError(400, "InvalidRequestContentException", message);
            case NotFound _ -> new RestError(404, "ResourceNotFoundException", message);
            case Conflict _ -> new RestError(409, "ResourceConflictException", message);
            case InUse _ -> new RestError(400, "ResourceInUseException", message);
            case RevisionMismatch _ -> new RestError(412, "PreconditionFailedException", message);
            case PayloadTooLarge _ -> new RestError(413, "RequestEntityTooLargeException", message);
            case PolicyTooLong _ -> new RestError(400, "PolicyLengthExceededException", message);
            case RunnerMissing _ -> new RestError(500, "ServiceException", message);
            case TooManyRequests e ->
                    new RestError(
                            429,
                            "TooManyRequestsException",
                            message,
                            Map.of("Reason", e.reason()),
                            Map.of("retry-after", "1"));
        };
    }

    /// What the caller cannot mend; the cause is for the log, not for the wire.
    private static RestError internal(HydrantException e) {
        LOG.error("a request failed for an internal reason", e);
        return new RestError(500, "ServiceException", "The request failed for an internal reason.");
    }
}
