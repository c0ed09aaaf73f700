package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.VirtualHost;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Verifies URLs presigned for S3 with Signature Version 2: `AWSAccessKeyId`, `Signature` and
/// `Expires` in the query.
///
/// ```
/// StringToSign = METHOD \n Content-MD5 \n Content-Type \n Expires \n x-amz-headers resource
/// ```
///
/// Source: "Signing and authenticating REST requests (AWS signature version 2)", S3 API Reference.
final class SignatureV2 {
    private static final Set<String> SUBRESOURCES =
            Set.of(
                    "accelerate",
                    "acl",
                    "analytics",
                    "cors",
                    "defaultObjectAcl",
                    "delete",
                    "inventory",
                    "lifecycle",
                    "location",
                    "logging",
                    "metrics",
                    "notification",
                    "object-lock",
                    "partNumber",
                    "policy",
                    "replication",
                    "requestPayment",
                    "restore",
                    "response-cache-control",
                    "response-content-disposition",
                    "response-content-encoding",
                    "response-content-language",
                    "response-content-type",
                    "response-expires",
                    "select",
                    "select-type",
                    "storageClass",
                    "tagging",
                    "torrent",
                    "uploadId",
                    "uploads",
                    "versionId",
                    "versioning",
                    "versions",
                    "website");

    private SignatureV2() {}

    static void verify(HttpRequest request, QueryString query, Credentials owner, Instant now) {
        String expires = query.first("Expires").orElse("");
        boolean digits = !expires.isEmpty() && expires.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || expires.length() > 11) {
            throw new AuthenticationFailure(
                    Kind.MALFORMED_QUERY,
                    "Query-string authentication requires the Signature, Expires and AWSAccessKeyId"
                            + " parameters");
        }
        String stringToSign = stringToSign(request, query, expires);
        byte[] secret = owner.secretKey().getBytes(StandardCharsets.UTF_8);
        String expected =
                Base64.getEncoder().encodeToString(Hashes.hmac("HmacSHA1", secret, stringToSign));
        String provided = query.first("Signature").orElse("");
        if (!Hashes.same(expected, provided)) {
            throw new AuthenticationFailure(
                    Kind.SIGNATURE_MISMATCH,
                    "The request signature we calculated does not match the signature you"
                            + " provided. Check your key and signing method.",
                    Map.of(
                            "AWSAccessKeyId", owner.accessKeyId(),
                            "StringToSign", stringToSign,
                            "SignatureProvided", provided));
        }
        ClaimTime.requireUnexpired(Instant.ofEpochSecond(Long.parseLong(expires)), now);
    }

    private static String stringToSign(HttpRequest request, QueryString query, String expires) {
        return request.method()
                + "\n"
                + request.headers().first("content-md5").orElse("")
                + "\n"
                + request.headers().first("content-type").orElse("")
                + "\n"
                + expires
                + "\n"
                + amzHeaders(request, query)
                + resource(request, query);
    }

    /// Clients that presign with temporary credentials sign the token as if it were a header.
    private static String amzHeaders(HttpRequest request, QueryString query) {
        TreeMap<String, StringBuilder> headers = new TreeMap<>();
        request.headers()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("x-amz-")) {
                                add(headers, name, value);
                            }
                        });
        query.all().stream()
                .filter(parameter -> parameter.name().startsWith("x-amz-"))
                .forEach(
                        parameter ->
                                add(
                                        headers,
                                        parameter.name(),
                                        UriEncoding.decode(parameter.value())));
        StringBuilder out = new StringBuilder();
        headers.forEach((name, values) -> out.append(name).append(':').append(values).append('\n'));
        return out.toString();
    }

    private static void add(Map<String, StringBuilder> headers, String name, String value) {
        StringBuilder values = headers.computeIfAbsent(name, _ -> new StringBuilder());
        values.append(values.isEmpty() ? "" : ",").append(value.strip());
    }

    private static String resource(HttpRequest request, QueryString query) {
        Optional<String> bucket = VirtualHost.bucket(request);
        StringBuilder out = new StringBuilder();
        bucket.ifPresent(name -> out.append('/').append(name));
        out.append(request.rawPath());
        List<QueryString.Parameter> signed = new ArrayList<>();
        for (QueryString.Parameter parameter : query.all()) {
            if (SUBRESOURCES.contains(parameter.name())) {
                signed.add(parameter);
            }
        }
        signed.sort(null);
        char separator = '?';
        for (QueryString.Parameter parameter : signed) {
            out.append(separator).append(parameter.name());
            if (!parameter.value().isEmpty()) {
                out.append('=').append(UriEncoding.decode(parameter.value()));
            }
            separator = '&';
        }
        return out.toString();
    }
}
