package io.hydrant.wire.auth;

import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

/// How a refused signature looks on the wire, per protocol. No other class names these codes.
public final class AuthErrors {
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

    private AuthErrors() {}

    /// @param resource the path asked for, shown by S3
    public static HttpResponse toResponse(
            AuthenticationFailure failure, Protocol protocol, String requestId, String resource) {
        throw new UnsupportedOperationException("rendering follows");
    }
}
