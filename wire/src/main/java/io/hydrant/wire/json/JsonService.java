package io.hydrant.wire.json;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ValidationFailed;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.BodyTooLarge;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A service of the AWS JSON protocol: `POST /` with the operation in `X-Amz-Target`.
///
/// Errors are `{"__type":"...","message":"..."}`. Stateless apart from its operations.
public final class JsonService implements HttpEndpoint {
    private static final String JSON_1_0 = "application/x-amz-json-1.0";
    private static final String JSON_1_1 = "application/x-amz-json-1.1";

    private final String targetPrefix;
    private final Map<String, Operation> operations;
    private final Function<HydrantException, WireError> errors;
    private final int bodyBytesMax;

    /// @param targetPrefix what stands before the dot in `X-Amz-Target`, such as
    ///   `Firehose_20150804`
    /// @param errors how the service's own refusals look; the protocol's own (malformed JSON,
    ///   constraints, size) never reach it
    public JsonService(
            String targetPrefix,
            List<Operation> operations,
            Function<HydrantException, WireError> errors,
            int bodyBytesMax) {
        this.targetPrefix = targetPrefix;
        this.operations = byTarget(targetPrefix, operations);
        this.errors = errors;
        this.bodyBytesMax = bodyBytesMax;
    }

    private static Map<String, Operation> byTarget(String prefix, List<Operation> operations) {
        Map<String, Operation> found = new HashMap<>();
        for (Operation operation : operations) {
            if (found.put(prefix + "." + operation.name(), operation) != null) {
                throw new IllegalArgumentException("two operations named " + operation.name());
            }
        }
        return Map.copyOf(found);
    }

    public String targetPrefix() {
        return targetPrefix;
    }

    /// @throws UncheckedIOException if the body could not be read because the client went away;
    ///   never for a body that is a [BodyBytes]
    @Override
    public HttpResponse handle(HttpRequest request, Caller caller, String requestId) {
        try {
            byte[] output = answer(request, caller, requestId);
            return response(200, output, request, requestId);
        } catch (HydrantException e) {
            WireError error = toWire(e);
            return response(error.status(), Codec.write(error), request, requestId);
        }
    }

    private byte[] answer(HttpRequest request, Caller caller, String requestId) {
        Operation operation = operation(request);
        BodyBytes body = body(request);
        return operation.answer(new ApiCall(caller, requestId, body.array(), body.length()));
    }

    private Operation operation(HttpRequest request) {
        String target = request.headers().first("x-amz-target").orElse("");
        Operation operation = operations.get(target);
        if (operation == null || !request.method().equals("POST")) {
            throw new UnknownOperation();
        }
        return operation;
    }

    private BodyBytes body(HttpRequest request) {
        try {
            return BodyBytes.readFully(request.body(), request.contentLengthBytes(), bodyBytesMax);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WireError toWire(HydrantException refusal) {
        return switch (refusal) {
            case MalformedRequest e ->
                    WireError.badRequest("SerializationException", e.getMessage());
            case ValidationFailed e -> WireError.badRequest("ValidationException", e.getMessage());
            case UnknownOperation _ -> WireError.badRequest("UnknownOperationException", "");
            case BodyTooLarge e ->
                    new WireError(413, "RequestEntityTooLargeException", e.getMessage());
            default -> errors.apply(refusal);
        };
    }

    private static HttpResponse response(
            int status, byte[] body, HttpRequest request, String requestId) {
        Headers headers =
                new Headers()
                        .add("content-type", contentType(request))
                        .add("x-amzn-requestid", requestId)
                        .add("x-amz-id-2", extendedId(requestId));
        return new HttpResponse(status, headers, new HttpResponse.Body.Bytes(body));
    }

    /// The version the client speaks; 1.1 unless it says otherwise.
    private static String contentType(HttpRequest request) {
        Optional<String> asked = request.headers().first("content-type");
        boolean old =
                asked.isPresent()
                        && asked.get().regionMatches(true, 0, JSON_1_0, 0, JSON_1_0.length());
        return old ? JSON_1_0 : JSON_1_1;
    }

    private static String extendedId(String requestId) {
        return Base64.getEncoder().encodeToString(requestId.getBytes(StandardCharsets.ISO_8859_1));
    }
}
