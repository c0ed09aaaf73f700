package io.hydrant.server;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import io.hydrant.server.http.BodyFailure;
import io.hydrant.wire.auth.AuthErrors;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

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

    private record Refusal(int status, String code, String message) {}

    private ServiceErrors() {}

    /// The service is real but not here.
    static HttpResponse noSuchService(String service, HttpRequest request, String requestId) {
        String message =
                "The "
                        + NAMES.getOrDefault(service, "'" + service + "'")
                        + " API is not part of this version of Hydrant.";
        Refusal refusal =
                switch (AuthErrors.Protocol.of(request)) {
                    case JSON -> new Refusal(400, "UnknownOperationException", message);
                    case QUERY -> new Refusal(400, "InvalidAction", message);
                    case S3 -> new Refusal(501, "NotImplemented", message);
                };
        return response(refusal, request, requestId);
    }

    static HttpResponse of(BodyFailure failure, HttpRequest request, String requestId) {
        boolean s3 = AuthErrors.Protocol.of(request) == AuthErrors.Protocol.S3;
        String message = failure.getMessage();
        Refusal refusal =
                switch (failure) {
                    case BodyFailure.TooSlow _ ->
                            new Refusal(
                                    408,
                                    s3 ? "RequestTimeout" : "RequestTimeoutException",
                                    message);
                    case BodyFailure.OverBudget _ ->
                            new Refusal(
                                    503, s3 ? "SlowDown" : "ServiceUnavailableException", message);
                    case BodyFailure _ ->
                            new Refusal(
                                    400, s3 ? "IncompleteBody" : "SerializationException", message);
                };
        return response(refusal, request, requestId);
    }

    /// A refusal of one of the server's own endpoints.
    static HttpResponse json(int status, String code, String message, String requestId) {
        HttpResponse response =
                HttpResponse.of(
                        status,
                        "application/x-amz-json-1.1",
                        bytes(
                                "{\"__type\":"
                                        + quoted(code)
                                        + ",\"message\":"
                                        + quoted(message)
                                        + "}"));
        response.headers().add("x-amzn-requestid", requestId).add("x-amzn-errortype", code);
        return response;
    }

    private static HttpResponse response(Refusal refusal, HttpRequest request, String requestId) {
        return switch (AuthErrors.Protocol.of(request)) {
            case JSON -> json(refusal.status(), refusal.code(), refusal.message(), requestId);
            case QUERY -> query(refusal, requestId);
            case S3 -> s3(refusal, requestId);
        };
    }

    private static HttpResponse query(Refusal refusal, String requestId) {
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

    private static HttpResponse s3(Refusal refusal, String requestId) {
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

    private static String codeAndMessage(Refusal refusal) {
        String message =
                refusal.message().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<Code>" + refusal.code() + "</Code><Message>" + message + "</Message>";
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
