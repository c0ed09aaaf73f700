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
import java.util.regex.Pattern;

/// A service of the AWS JSON protocol: `POST /` with the operation in `X-Amz-Target`.
///
/// Errors are `{"__type":"...","message":"..."}` in the caller's [Encoding] and the service's
/// [Dialect]. Stateless apart from its operations.
public final class JsonService implements HttpEndpoint {
    private static final Pattern OPERATION_NAME = Pattern.compile("[A-Za-z0-9]{1,128}");
    private static final HttpResponse.Body NOTHING = new HttpResponse.Body.Bytes(new byte[0]);

    private final Dialect dialect;
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
        this(Dialect.JSON, targetPrefix, operations, errors, bodyBytesMax);
    }

    private JsonService(
            Dialect dialect,
            String targetPrefix,
            List<Operation> operations,
            Function<HydrantException, WireError> errors,
            int bodyBytesMax) {
        this.dialect = dialect;
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

    /// The same service in another dialect.
    public JsonService in(Dialect other) {
        return new JsonService(
                other, targetPrefix, List.copyOf(operations.values()), errors, bodyBytesMax);
    }

    /// @throws UncheckedIOException if the body could not be read because the client went away;
    ///   never for a body that is a [BodyBytes]
    @Override
    public HttpResponse handle(HttpRequest request, Caller caller, String requestId) {
        HttpResponse response =
                dialect.refusal(request).orElseGet(() -> answered(request, caller, requestId));
        response.headers()
                .add("x-amzn-requestid", requestId)
                .add("x-amz-id-2", extendedId(requestId));
        if (dialect.answersOtherOrigins()) {
            CrossOrigin.allow(request, response.headers());
        }
        return response;
    }

    private HttpResponse answered(HttpRequest request, Caller caller, String requestId) {
        Encoding encoding = dialect.encoding(request);
        try {
            Answer answer = answer(request, caller, requestId, encoding);
            String type = answer.contentType().orElse(encoding.contentType());
            return response(200, body(answer), type);
        } catch (HydrantException e) {
            WireError error = toWire(e);
            HttpResponse.Body body =
                    new HttpResponse.Body.Bytes(Codec.write(error, encoding, dialect));
            return response(error.status(), body, encoding.contentType());
        }
    }

    private HttpResponse.Body body(Answer answer) {
        return answer.memberless() && dialect.omitsEmptyOutputs() ? NOTHING : answer.body();
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
            throw new UnknownOperation(lack(target));
        }
        return operation;
    }

    /// Says of an operation by its name that it is not here, if the dialect does.
    private String lack(String target) {
        String prefix = targetPrefix + ".";
        String name = target.startsWith(prefix) ? target.substring(prefix.length()) : "";
        return dialect.namesWhatItLacks() && OPERATION_NAME.matcher(name).matches()
                ? name + " is not among the operations of this version of Hydrant."
                : "";
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
            case ValidationFailed e ->
                    WireError.badRequest(dialect.constraintCode(), e.getMessage());
            case UnknownOperation e ->
                    WireError.badRequest("UnknownOperationException", e.getMessage());
            case BodyTooLarge e ->
                    new WireError(413, "RequestEntityTooLargeException", e.getMessage());
            default -> errors.apply(refusal);
        };
    }

    private static HttpResponse response(int status, HttpResponse.Body body, String contentType) {
        return new HttpResponse(status, new Headers().add("content-type", contentType), body);
    }

    /// As long as AWS's: 72 bytes.
    private static String extendedId(String requestId) {
        String twice = requestId + requestId;
        return Base64.getEncoder().encodeToString(twice.getBytes(StandardCharsets.ISO_8859_1));
    }
}
