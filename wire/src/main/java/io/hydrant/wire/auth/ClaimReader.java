package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.HttpRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the claim out of a request: from the `Authorization` header
///
/// ```
/// AWS4-HMAC-SHA256 Credential=KEY/20260102/eu-west-1/firehose/aws4_request,
///     SignedHeaders=host;x-amz-date, Signature=hex
/// ```
///
/// or from the query parameters `X-Amz-Algorithm`, `-Credential`, `-Date`, `-Expires`,
/// `-SignedHeaders`, `-Signature`.
final class ClaimReader {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final long EXPIRES_SECONDS_MAX = 604_800;
    private static final int SIGNED_HEADERS_MAX = 200;

    private ClaimReader() {}

    static Claim fromHeader(HttpRequest request, String authorization) {
        Map<String, String> fields = fields(authorization);
        Optional<Claim.Timestamp> timestamp = timestamp(request);
        requireComplete(fields, timestamp.isPresent());
        Credential credential = credential(fields.get("Credential"), Kind.MALFORMED_HEADER);
        return new Claim(
                credential.accessKeyId(),
                credential.scope(),
                timestamp.orElseThrow(),
                signedHeaders(fields.get("SignedHeaders"), Kind.MALFORMED_HEADER),
                fields.get("Signature"),
                request.headers().first("x-amz-security-token"),
                Optional.empty());
    }

    static Claim fromQuery(QueryString query) {
        String algorithm = parameter(query, "X-Amz-Algorithm");
        if (!algorithm.equals(ALGORITHM)) {
            throw malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        Credential credential =
                credential(parameter(query, "X-Amz-Credential"), Kind.MALFORMED_QUERY);
        String date = parameter(query, "X-Amz-Date");
        Claim.Timestamp timestamp =
                Timestamps.parse(date)
                        .orElseThrow(
                                () ->
                                        malformedQuery(
                                                "X-Amz-Date must be in the ISO8601 Long Format"
                                                        + " \"yyyyMMdd'T'HHmmss'Z'\""));
        Duration validFor = expires(parameter(query, "X-Amz-Expires"));
        return new Claim(
                credential.accessKeyId(),
                credential.scope(),
                timestamp,
                signedHeaders(parameter(query, "X-Amz-SignedHeaders"), Kind.MALFORMED_QUERY),
                parameter(query, "X-Amz-Signature"),
                query.first("X-Amz-Security-Token"),
                Optional.of(validFor));
    }

    private record Credential(String accessKeyId, Scope scope) {}

    private static Map<String, String> fields(String authorization) {
        Map<String, String> fields = new HashMap<>();
        String rest = authorization.substring(ALGORITHM.length());
        for (String part : rest.split(",")) {
            String field = part.strip();
            int equals = field.indexOf('=');
            if (!field.isEmpty() && equals <= 0) {
                throw malformedHeader(
                        "'"
                                + clipped(field)
                                + "' not a valid key=value pair (missing equal-sign)"
                                + " in Authorization header.");
            }
            if (!field.isEmpty()) {
                Optional<String> earlier =
                        Optional.ofNullable(
                                fields.put(
                                        field.substring(0, equals), field.substring(equals + 1)));
                if (earlier.isPresent()) {
                    throw malformedHeader(
                            "Authorization header holds '"
                                    + clipped(field.substring(0, equals))
                                    + "' twice.");
                }
            }
        }
        return fields;
    }

    /// Names everything that is missing at once, as the services do.
    private static void requireComplete(Map<String, String> fields, boolean dated) {
        StringBuilder missing = new StringBuilder();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (fields.getOrDefault(name, "").isEmpty()) {
                missing.append("Authorization header requires '")
                        .append(name)
                        .append("' parameter. ");
            }
        }
        if (!dated) {
            missing.append(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a"
                            + " 'Date' header. ");
        }
        if (!missing.isEmpty()) {
            throw malformedHeader(missing.toString().strip());
        }
    }

    private static Optional<Claim.Timestamp> timestamp(HttpRequest request) {
        Optional<String> amzDate = request.headers().first("x-amz-date");
        return amzDate.isPresent()
                ? Timestamps.parse(amzDate.get().strip())
                : request.headers()
                        .first("date")
                        .flatMap(text -> Timestamps.parseHttpDate(text.strip()));
    }

    /// Access keys may hold slashes, so the scope is counted from the end.
    private static Credential credential(String text, Kind kind) {
        int[] slashes = new int[4];
        int at = text.length();
        for (int i = 3; i >= 0; i--) {
            at = at <= 0 ? -1 : text.lastIndexOf('/', at - 1);
            slashes[i] = at;
        }
        if (slashes[0] <= 0) {
            throw new AuthenticationFailure(
                    kind,
                    "Credential must have exactly 5 slash-delimited elements, e.g."
                            + " keyid/date/region/service/term, got '"
                            + clipped(text)
                            + "'");
        }
        Scope scope =
                new Scope(
                        text.substring(slashes[0] + 1, slashes[1]),
                        text.substring(slashes[1] + 1, slashes[2]),
                        text.substring(slashes[2] + 1, slashes[3]));
        if (!text.substring(slashes[3] + 1).equals(Scope.TERMINATOR)) {
            throw new AuthenticationFailure(
                    kind, "Credential should be scoped with a valid terminator: 'aws4_request'.");
        }
        return new Credential(text.substring(0, slashes[0]), scope);
    }

    private static List<String> signedHeaders(String text, Kind kind) {
        List<String> names = new ArrayList<>(Arrays.asList(text.split(";")));
        if (names.size() > SIGNED_HEADERS_MAX) {
            throw new AuthenticationFailure(
                    kind, "More than " + SIGNED_HEADERS_MAX + " headers are signed.");
        }
        names.replaceAll(name -> name.toLowerCase(Locale.ROOT));
        return names;
    }

    private static Duration expires(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > 10) {
            throw malformedQuery("X-Amz-Expires should be a number");
        }
        long seconds = Long.parseLong(text);
        if (seconds > EXPIRES_SECONDS_MAX) {
            throw malformedQuery(
                    "X-Amz-Expires must be less than a week (in seconds); that is, the given"
                            + " X-Amz-Expires must be less than 604800 seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static String parameter(QueryString query, String name) {
        return query.first(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                malformedQuery(
                                        "Query-string authentication version 4 requires the"
                                            + " X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature,"
                                            + " X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires"
                                            + " parameters."));
    }

    private static String clipped(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200);
    }

    private static AuthenticationFailure malformedHeader(String message) {
        return new AuthenticationFailure(Kind.MALFORMED_HEADER, message);
    }

    private static AuthenticationFailure malformedQuery(String message) {
        return new AuthenticationFailure(Kind.MALFORMED_QUERY, message);
    }
}
