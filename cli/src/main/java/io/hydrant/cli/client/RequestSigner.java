package io.hydrant.cli.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests with Signature Version 4, the payload included.
///
/// Every header of the request is signed. Safe for use by many threads.
///
/// Source: AWS General Reference, "Create a signed AWS API request".
public final class RequestSigner {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private final InstantSource clock;
    private final Credentials credentials;
    private final String region;

    public RequestSigner(InstantSource clock, Credentials credentials, String region) {
        this.clock = clock;
        this.credentials = credentials;
        this.region = region;
    }

    /// By the clock that it signs by.
    public Instant now() {
        return clock.instant();
    }

    /// All headers to send, `host` among them, with the signature as `authorization`.
    public SortedMap<String, String> sign(UnsignedRequest request) {
        return sign(request, hex(sha256(request.body())));
    }

    /// As [#sign(UnsignedRequest)], for a body that is not held in memory.
    ///
    /// @param payloadHash SHA-256 of the body, in lower-case hexadecimal digits
    SortedMap<String, String> sign(UnsignedRequest request, String payloadHash) {
        String timestamp = TIMESTAMP.format(clock.instant());
        SortedMap<String, String> headers = new TreeMap<>(request.headers());
        headers.put("host", hostOf(request.uri()));
        headers.put("x-amz-date", timestamp);
        headers.put("x-amz-content-sha256", payloadHash);
        if (!credentials.sessionToken().isEmpty()) {
            headers.put("x-amz-security-token", credentials.sessionToken());
        }

        String signedNames = String.join(";", headers.keySet());
        String canonicalRequest =
                String.join(
                        "\n",
                        request.method(),
                        canonicalPath(request),
                        canonicalQuery(request.uri()),
                        canonicalHeaders(headers),
                        signedNames,
                        payloadHash);
        String date = timestamp.substring(0, 8);
        String scope = String.join("/", date, region, request.service(), "aws4_request");
        String toSign =
                String.join("\n", ALGORITHM, timestamp, scope, hex(sha256(utf8(canonicalRequest))));
        String signature = hex(hmac(signingKey(date, request.service()), toSign));
        headers.put(
                "authorization",
                "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(
                                ALGORITHM,
                                credentials.accessKeyId(),
                                scope,
                                signedNames,
                                signature));
        return headers;
    }

    /// S3 signs the path as it is sent; all other services encode it once more.
    private static String canonicalPath(UnsignedRequest request) {
        String path = request.uri().getRawPath();
        if (path.isEmpty()) {
            return "/";
        }
        return request.service().equals("s3") ? path : PercentEncoding.path(path);
    }

    private static String canonicalQuery(URI uri) {
        String query = uri.getRawQuery();
        if (query == null || query.isEmpty()) {
            return "";
        }
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String canonicalHeaders(SortedMap<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) ->
                        lines.append(name)
                                .append(':')
                                .append(value.strip().replaceAll(" +", " "))
                                .append('\n'));
        return lines.toString();
    }

    private static String hostOf(URI uri) {
        boolean defaultPort =
                uri.getPort() == -1
                        || uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
        return defaultPort ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private byte[] signingKey(String date, String service) {
        byte[] key = hmac(utf8("AWS4" + credentials.secretAccessKey()), date);
        return hmac(hmac(hmac(key, region), service), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
