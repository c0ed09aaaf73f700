package io.hydrant.wire.auth;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import java.util.Map;
import java.util.Optional;

/// Which service a request is for, before anything about it is verified.
///
/// Good for choosing how to word a refusal and what to allow an unsigned request. Who routes a
/// verified request goes by [Caller#service()]: that one was signed.
public final class ServiceGuess {
    static final String S3 = "s3";

    /// The signing name behind each prefix of `X-Amz-Target`.
    private static final Map<String, String> BY_TARGET =
            Map.ofEntries(
                    Map.entry("Firehose_20150804", "firehose"),
                    Map.entry("Kinesis_20131202", "kinesis"),
                    Map.entry("AWSGlue", "glue"),
                    Map.entry("AmazonAthena", "athena"),
                    Map.entry("Logs_20140328", "logs"),
                    Map.entry("GraniteServiceVersion20100801", "monitoring"),
                    Map.entry("AmazonSSM", "ssm"),
                    Map.entry("TrentService", "kms"),
                    Map.entry("DynamoDB_20120810", "dynamodb"),
                    Map.entry("AmazonSQS", "sqs"));

    private ServiceGuess() {}

    /// The signing name: by credential scope, else by `X-Amz-Target`, else `sts` for an unsigned
    /// form post of the Query protocol, else `s3`.
    public static String of(HttpRequest request) {
        return scopeService(request)
                .or(() -> request.headers().first("x-amz-target").map(ServiceGuess::byTarget))
                .orElseGet(() -> isForm(request) ? "sts" : S3);
    }

    private static Optional<String> scopeService(HttpRequest request) {
        return header(request.headers()).or(() -> query(request.rawQuery()));
    }

    private static Optional<String> header(Headers headers) {
        Optional<String> authorization = headers.first("authorization");
        if (authorization.isEmpty()) {
            return Optional.empty();
        }
        String text = authorization.get();
        int start = text.indexOf("Credential=");
        return start < 0 ? Optional.empty() : fourthOf(text, start + "Credential=".length());
    }

    private static Optional<String> query(String rawQuery) {
        int start = rawQuery.indexOf("X-Amz-Credential=");
        if (start < 0) {
            return Optional.empty();
        }
        int valueStart = start + "X-Amz-Credential=".length();
        int end = rawQuery.indexOf('&', valueStart);
        String value = rawQuery.substring(valueStart, end < 0 ? rawQuery.length() : end);
        String decoded = value.replace("%2F", "/").replace("%2f", "/");
        return fourthOf(decoded, 0);
    }

    /// The service in `KEY/date/region/service/aws4_request`; keys may hold slashes themselves.
    private static Optional<String> fourthOf(String text, int start) {
        int end = start;
        while (end < text.length() && ", &".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int last = text.lastIndexOf('/', end - 1);
        int before = last <= start ? -1 : text.lastIndexOf('/', last - 1);
        return before < start || last - before < 2
                ? Optional.empty()
                : Optional.of(text.substring(before + 1, last));
    }

    private static String byTarget(String target) {
        int dot = target.indexOf('.');
        String prefix = dot < 0 ? target : target.substring(0, dot);
        return BY_TARGET.getOrDefault(prefix, "unknown");
    }

    private static boolean isForm(HttpRequest request) {
        String form = "application/x-www-form-urlencoded";
        return request.method().equals("POST")
                && request.headers()
                        .first("content-type")
                        .filter(type -> type.regionMatches(true, 0, form, 0, form.length()))
                        .isPresent();
    }
}
