package io.hydrant.wire.json;

import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What differs between services of the AWS JSON protocol, apart from their operations.
///
/// [#JSON_REQUESTS] is `JSON_CAPITAL`, but that a broken constraint is an invalid request.
///
/// | | JSON | JSON_CAPITAL | JSON_PARAMETERS | JSON_AND_CBOR |
/// |---|---|---|---|---|
/// | content type | JSON 1.1 unless it says 1.0 | the same | the same | must be known, or 404 |
/// | method | POST, or an unknown operation | the same | the same | POST, or 403 |
/// | an operation without output answers | `{}` | `{}` | an empty body | an empty body |
/// | pages of other origins | may not read answers | may not | may not | may |
/// | an error's text is the member | `message` | `Message` | `message` | `message` |
/// | an operation nobody knows | is refused | is refused and named | the same | is refused |
/// | a broken constraint | is invalid as such | the same | as a parameter | as such |
///
/// Source: Kinesalite (github.com/mhart/kinesalite), whose tests ran against the live service.
public enum Dialect {
    /// As Firehose speaks.
    JSON,

    /// As Glue speaks, of whose many operations some are here.
    JSON_CAPITAL,

    /// As Athena speaks, of whose operations some are here.
    JSON_REQUESTS,

    /// As CloudWatch Logs speaks.
    JSON_PARAMETERS,

    /// As Kinesis Data Streams speaks.
    JSON_AND_CBOR;

    private static final String UNNAMED =
            """
            <AccessDeniedException>
              <Message>Unable to determine service/operation name to be authorized</Message>
            </AccessDeniedException>
            """;
    private static final String UNKNOWN = "<UnknownOperationException/>\n";
    private static final String UNKNOWN_JSON =
            "{\"Output\":{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"},"
                    + "\"Version\":\"1.0\"}";

    Encoding encoding(HttpRequest request) {
        Encoding named = Encoding.of(request);
        return switch (this) {
            case JSON, JSON_CAPITAL, JSON_REQUESTS, JSON_PARAMETERS ->
                    named == Encoding.CBOR_1_1 ? Encoding.JSON_1_1 : named;
            case JSON_AND_CBOR -> named;
        };
    }

    /// The member of an error that holds its text.
    String messageMember() {
        return this == JSON_CAPITAL || this == JSON_REQUESTS ? "Message" : "message";
    }

    /// Whether the refusal of an operation says its name.
    boolean namesWhatItLacks() {
        return this == JSON_CAPITAL || this == JSON_REQUESTS || this == JSON_PARAMETERS;
    }

    /// The code of a request that breaks the service model: some services have one for that alone.
    String constraintCode() {
        return switch (this) {
            case JSON_PARAMETERS -> "InvalidParameterException";
            case JSON_REQUESTS -> "InvalidRequestException";
            case JSON, JSON_CAPITAL, JSON_AND_CBOR -> "ValidationException";
        };
    }

    boolean omitsEmptyOutputs() {
        return this == JSON_AND_CBOR || this == JSON_PARAMETERS;
    }

    boolean answersOtherOrigins() {
        return this == JSON_AND_CBOR;
    }

    /// The answer to a request that is not of the protocol at all.
    Optional<HttpResponse> refusal(HttpRequest request) {
        return switch (this) {
            case JSON, JSON_CAPITAL, JSON_REQUESTS, JSON_PARAMETERS -> Optional.empty();
            case JSON_AND_CBOR -> strictRefusal(request);
        };
    }

    private static Optional<HttpResponse> strictRefusal(HttpRequest request) {
        if (!request.method().equals("POST")) {
            return Optional.of(response(403, "text/xml", UNNAMED));
        }
        if (Encoding.named(request).isPresent()) {
            return Optional.empty();
        }
        boolean operationNamed =
                request.headers().first("x-amz-target").filter(t -> t.contains(".")).isPresent();
        if (!operationNamed) {
            return Optional.of(response(403, "text/xml", UNNAMED));
        }
        String type = Encoding.mediaType(request).toLowerCase(Locale.ROOT);
        return Optional.of(
                type.equals("application/json")
                        ? response(404, type, UNKNOWN_JSON)
                        : response(404, "text/xml", UNKNOWN));
    }

    private static HttpResponse response(int status, String contentType, String body) {
        return HttpResponse.of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }
}
