package io.hydrant.wire.auth;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// How a refused request looks on the wire, per protocol. No other class names these codes.
public final class AuthErrors {
    private static final String S3_MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check"
                    + " your key and signing method.";

    /// The three ways services tell of errors.
    public enum Protocol {
        JSON,
        QUERY,
        S3;

        /// The protocol of the service a request seems to be for.
        public static Protocol of(HttpRequest request) {
            return switch (ServiceGuess.of(request)) {
                case "s3" -> S3;
                case "sts", "iam", "cloudformation", "sns" -> QUERY;
                case "monitoring", "sqs" ->
                        request.headers().contains("x-amz-target") ? JSON : QUERY;
                default -> JSON;
            };
        }
    }

    /// What is shown, whatever the form of the body.
    public record Shown(int status, String code, String message) {}

    private AuthErrors() {}

    /// @param resource the path asked for, shown by S3
    public static HttpResponse toResponse(
            AuthenticationFailure failure, Protocol protocol, String requestId, String resource) {
        return switch (protocol) {
            case JSON -> json(inJson(failure), requestId);
            case QUERY -> query(query(failure), requestId);
            case S3 -> s3(s3(failure), failure.details(), requestId, resource);
        };
    }

    /// What services of the AWS JSON protocol show, for callers who want it in CBOR.
    public static Shown inJson(AuthenticationFailure failure) {
        String message = failure.getMessage();
        return switch (failure.kind()) {
            case MISSING_CREDENTIALS ->
                    new Shown(400, "MissingAuthenticationTokenException", message);
            case UNKNOWN_ACCESS_KEY, WRONG_SESSION_TOKEN ->
                    new Shown(400, "UnrecognizedClientException", message);
            case SIGNATURE_MISMATCH,
                    TWO_SIGNATURES,
                    INVALID_SCOPE,
                    TIME_SKEWED,
                    PRESIGNED_EXPIRED,
                    UNSIGNED_HEADERS,
                    PAYLOAD_MISMATCH,
                    CHECKSUM_MISMATCH ->
                    new Shown(400, "InvalidSignatureException", message);
            case UNSUPPORTED_ALGORITHM,
                    MALFORMED_HEADER,
                    MALFORMED_QUERY,
                    MALFORMED_PAYLOAD_HASH,
                    MISSING_LENGTH,
                    INCOMPLETE_BODY,
                    MALFORMED_TRAILER,
                    MALFORMED_CHECKSUM ->
                    new Shown(400, "IncompleteSignatureException", message);
            case BODY_TOO_LARGE -> new Shown(413, "RequestEntityTooLargeException", message);
        };
    }

    private static Shown query(AuthenticationFailure failure) {
        String message = failure.getMessage();
        return switch (failure.kind()) {
            case MISSING_CREDENTIALS -> new Shown(403, "MissingAuthenticationToken", message);
            case UNKNOWN_ACCESS_KEY, WRONG_SESSION_TOKEN ->
                    new Shown(403, "InvalidClientTokenId", message);
            case SIGNATURE_MISMATCH,
                    TWO_SIGNATURES,
                    INVALID_SCOPE,
                    TIME_SKEWED,
                    PRESIGNED_EXPIRED,
                    UNSIGNED_HEADERS,
                    PAYLOAD_MISMATCH,
                    CHECKSUM_MISMATCH ->
                    new Shown(403, "SignatureDoesNotMatch", message);
            case UNSUPPORTED_ALGORITHM,
                    MALFORMED_HEADER,
                    MALFORMED_QUERY,
                    MALFORMED_PAYLOAD_HASH,
                    MISSING_LENGTH,
                    INCOMPLETE_BODY,
                    MALFORMED_TRAILER,
                    MALFORMED_CHECKSUM ->
                    new Shown(400, "IncompleteSignature", message);
            case BODY_TOO_LARGE -> new Shown(413, "RequestEntityTooLarge", message);
        };
    }

    private static Shown s3(AuthenticationFailure failure) {
        String message = failure.getMessage();
        return switch (failure.kind()) {
            case MISSING_CREDENTIALS -> new Shown(403, "AccessDenied", "Access Denied");
            case UNKNOWN_ACCESS_KEY ->
                    new Shown(
                            403,
                            "InvalidAccessKeyId",
                            "The AWS Access Key Id you provided does not exist in our records.");
            case WRONG_SESSION_TOKEN ->
                    new Shown(
                            400,
                            "InvalidToken",
                            "The provided token is malformed or otherwise invalid.");
            case SIGNATURE_MISMATCH -> new Shown(403, "SignatureDoesNotMatch", S3_MISMATCH);
            case TWO_SIGNATURES, MALFORMED_PAYLOAD_HASH ->
                    new Shown(400, "InvalidArgument", message);
            case UNSUPPORTED_ALGORITHM, MALFORMED_CHECKSUM ->
                    new Shown(400, "InvalidRequest", message);
            case TIME_SKEWED ->
                    new Shown(
                            403,
                            "RequestTimeTooSkewed",
                            "The difference between the request time and the current time is too"
                                    + " large.");
            case PRESIGNED_EXPIRED -> new Shown(403, "AccessDenied", message);
            case MALFORMED_HEADER, INVALID_SCOPE ->
                    new Shown(
                            400,
                            "AuthorizationHeaderMalformed",
                            "The authorization header is malformed; " + message);
            case MALFORMED_QUERY -> new Shown(400, "AuthorizationQueryParametersError", message);
            case UNSIGNED_HEADERS ->
                    new Shown(
                            403,
                            "AccessDenied",
                            "There were headers present in the request which were not signed");
            case PAYLOAD_MISMATCH -> new Shown(400, "XAmzContentSHA256Mismatch", message);
            case MISSING_LENGTH -> new Shown(411, "MissingContentLength", message);
            case INCOMPLETE_BODY -> new Shown(400, "IncompleteBody", message);
            case MALFORMED_TRAILER -> new Shown(400, "MalformedTrailerError", message);
            case CHECKSUM_MISMATCH -> new Shown(400, "BadDigest", message);
            case BODY_TOO_LARGE -> new Shown(400, "EntityTooLarge", message);
        };
    }

    private static HttpResponse json(Shown shown, String requestId) {
        String body =
                "{\"__type\":"
                        + quoted(shown.code())
                        + ",\"message\":"
                        + quoted(shown.message())
                        + "}";
        return response(shown.status(), "application/x-amz-json-1.1", body, requestId);
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    private static HttpResponse query(Shown shown, String requestId) {
        String body =
                "<ErrorResponse><Error><Type>Sender</Type>"
                        + element("Code", shown.code())
                        + element("Message", shown.message())
                        + "</Error>"
                        + element("RequestId", requestId)
                        + "</ErrorResponse>";
        return response(shown.status(), "text/xml", body, requestId);
    }

    private static HttpResponse s3(
            Shown shown, Map<String, String> details, String requestId, String resource) {
        StringBuilder body = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        body.append("<Error>").append(element("Code", shown.code()));
        body.append(element("Message", shown.message()));
        details.forEach((name, value) -> body.append(element(name, value)));
        body.append(element("Resource", resource)).append(element("RequestId", requestId));
        body.append("</Error>");
        HttpResponse response =
                response(shown.status(), "application/xml", body.toString(), requestId);
        response.headers().remove("x-amzn-requestid").add("x-amz-request-id", requestId);
        return response;
    }

    private static HttpResponse response(
            int status, String contentType, String body, String requestId) {
        Headers headers =
                new Headers().add("content-type", contentType).add("x-amzn-requestid", requestId);
        return new HttpResponse(
                status,
                headers,
                new HttpResponse.Body.Bytes(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + XmlText.escaped(text) + "</" + name + ">";
    }
}
