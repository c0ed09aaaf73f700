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
import java.util.function.Function;

/// A service of the AWS JSON protocol: `POST /` with the operation in `X-Amz-Target`.
///
/// Errors are `{"__type":"...","message":"..."}`. Stateless apart from its operations.
public final class JsonService implements HttpEndpoint {
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
            Encoding encoding = encoding(request);
            Answer answer = answer(request, caller, requestId, encoding);
            String type = answer.contentType().orElse(encoding.contentType());
            return response(200, answer.body(), type, requestId);
        } catch (HydrantException e) {
            WireError error = toWire(e);
            HttpResponse.Body body = new HttpResponse.Body.Bytes(Codec.write(error));
            return response(error.status(), body, encoding(request).contentType(), requestId);
        }
    }

    private Answer answer(HttpRequest request, Caller caller, String requestId, Encoding encoding) {
        Operation operation = operation(request);
        BodyBytes body = body(request);
        return operation.answer(
                new ApiCall(caller, requestId, encoding, body.array(), body.length()));
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
            int status, HttpResponse.Body body, String contentType, String requestId) {
        Headers headers =
                new Headers()
                        .add("content-type", contentType)
                        .add("x-amzn-requestid", requestId)
                        .add("x-amz-id-2", extendedId(requestId));
        return new HttpResponse(status, headers, body);
    }

    /// The version the client speaks; 1.1 unless it says otherwise.
    private static Encoding encoding(HttpRequest request) {
        String old = Encoding.JSON_1_0.contentType();
        boolean isOld =
                request.headers()
                        .first("content-type")
                        .filter(type -> type.regionMatches(true, 0, old, 0, old.length()))
                        .isPresent();
        return isOld ? Encoding.JSON_1_0 : Encoding.JSON_1_1;
    }

    private static String extendedId(String requestId) {
        return Base64.getEncoder().encodeToString(requestId.getBytes(StandardCharsets.ISO_8859_1));
    }
}
