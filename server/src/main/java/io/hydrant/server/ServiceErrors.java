package io.hydrant.server;

import io.hydrant.server.http.BodyFailure;
import io.hydrant.wire.auth.AuthErrors;
import io.hydrant.wire.auth.AuthenticationFailure;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Encoding;
import io.hydrant.wire.json.WireError;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What the server itself refuses, before or instead of a service: in the protocol that the client
/// speaks.
final class ServiceErrors {
    /// Signing names and what people call the service.
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("athena", "Athena"),
                    Map.entry("cloudformation", "CloudFormation"),
                    Map.entry("dynamodb", "DynamoDB"),
                    Map.entry("firehose", "Firehose"),
                    Map.entry("glue", "Glue"),
                    Map.entry("iam", "IAM"),
                    Map.entry("kinesis", "Kinesis"),
                    Map.entry("kms", "KMS"),
                    Map.entry("lambda", "Lambda"),
                    Map.entry("logs", "CloudWatch Logs"),
                    Map.entry("monitoring", "CloudWatch"),
                    Map.entry("s3", "S3"),
                    Map.entry("sns", "SNS"),
                    Map.entry("sqs", "SQS"),
                    Map.entry("ssm", "Systems Manager"),
                    Map.entry("sts", "STS"));

    private ServiceErrors() {}

    /// The service is real but not here.
    static HttpResponse noSuchService(String service, HttpRequest request, String requestId) {
        String message =
                "The "
                        + NAMES.getOrDefault(service, "'" + service + "'")
                        + " API is not part of this version of Hydrant.";
        WireError refusal =
                switch (AuthErrors.Protocol.of(request)) {
                    case JSON -> new WireError(400, "UnknownOperationException", message);
                    case QUERY -> new WireError(400, "InvalidAction", message);
                    case S3 -> new WireError(501, "NotImplemented", message);
                };
        return response(refusal, request, requestId);
    }

    static HttpResponse of(BodyFailure failure, HttpRequest request, String requestId) {
        boolean s3 = AuthErrors.Protocol.of(request) == AuthErrors.Protocol.S3;
        String message = failure.getMessage();
        WireError refusal =
                switch (failure) {
                    case BodyFailure.TooSlow _ ->
                            new WireError(
                                    408,
                                    s3 ? "RequestTimeout" : "RequestTimeoutException",
                                    message);
                    case BodyFailure.OverBudget _ ->
                            new WireError(
                                    503, s3 ? "SlowDown" : "ServiceUnavailableException", message);
                    case BodyFailure _ ->
                            new WireError(
                                    400, s3 ? "IncompleteBody" : "SerializationException", message);
                };
        return response(refusal, request, requestId);
    }

    /// A request whose signature does not hold.
    static HttpResponse of(AuthenticationFailure failure, HttpRequest request, String requestId) {
        AuthErrors.Protocol protocol = AuthErrors.Protocol.of(request);
        Encoding encoding = Encoding.of(request);
        if (protocol != AuthErrors.Protocol.JSON || encoding != Encoding.CBOR_1_1) {
            return AuthErrors.toResponse(failure, protocol, requestId, request.rawPath());
        }
        AuthErrors.Shown shown = AuthErrors.inJson(failure);
        return encoded(
                new WireError(shown.status(), shown.code(), shown.message()), encoding, requestId);
    }

    /// A refusal of one of the server's own endpoints.
    static HttpResponse json(int status, String code, String message, String requestId) {
        return encoded(new WireError(status, code, message), Encoding.JSON_1_1, requestId);
    }

    private static HttpResponse encoded(WireError refusal, Encoding encoding, String requestId) {
        HttpResponse response =
                HttpResponse.of(
                        refusal.status(), encoding.contentType(), Codec.write(refusal, encoding));
        response.headers()
                .add("x-amzn-requestid", requestId)
                .add("x-amzn-errortype", refusal.code());
        return response;
    }

    private static HttpResponse response(WireError refusal, HttpRequest request, String requestId) {
        return switch (AuthErrors.Protocol.of(request)) {
            case JSON -> encoded(refusal, Encoding.of(request), requestId);
            case QUERY -> query(refusal, requestId);
            case S3 -> s3(refusal, requestId);
        };
    }

    private static HttpResponse query(WireError refusal, String requestId) {
        String xml =
                "<ErrorResponse><Error><Type>Sender</Type>"
                        + codeAndMessage(refusal)
                        + "</Error><RequestId>"
                        + requestId
                        + "</RequestId></ErrorResponse>";
        HttpResponse response = HttpResponse.of(refusal.status(), "text/xml", bytes(xml));
        response.headers().add("x-amzn-requestid", requestId);
        return response;
    }

    private static HttpResponse s3(WireError refusal, String requestId) {
        String xml =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>"
                        + codeAndMessage(refusal)
                        + "<RequestId>"
                        + requestId
                        + "</RequestId></Error>";
        HttpResponse response = HttpResponse.of(refusal.status(), "application/xml", bytes(xml));
        response.headers().add("x-amz-request-id", requestId);
        return response;
    }

    private static String codeAndMessage(WireError refusal) {
        String message =
                refusal.message().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<Code>" + refusal.code() + "</Code><Message>" + message + "</Message>";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
