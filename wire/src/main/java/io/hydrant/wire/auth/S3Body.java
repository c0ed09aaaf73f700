package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Chooses how the body of an S3 request is decoded and verified, by `x-amz-content-sha256`:
///
/// | value | body |
/// |---|---|
/// | 64 hex digits | plain, compared at its end |
/// | `UNSIGNED-PAYLOAD` | plain, not verified |
/// | `STREAMING-AWS4-HMAC-SHA256-PAYLOAD` | chunks, each signed |
/// | `STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER` | the same, then a signed trailer |
/// | `STREAMING-UNSIGNED-PAYLOAD-TRAILER` | chunks, then a trailer |
final class S3Body {
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String SIGNED_CHUNKS_TRAILER = SIGNED_CHUNKS + "-TRAILER";
    private static final String CHUNKS_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private S3Body() {}

    /// Verifies the signature of the headers and hands on the request with its body decoded.
    static HttpRequest verifying(SignatureV4.Attempt attempt, Credentials owner) {
        HttpRequest request = attempt.request();
        String payload = payload(attempt.claim(), request);
        boolean known =
                switch (payload) {
                    case UNSIGNED, SIGNED_CHUNKS, SIGNED_CHUNKS_TRAILER, CHUNKS_TRAILER -> true;
                    default -> Hashes.isSha256Hex(payload);
                };
        if (!known) {
            throw malformed();
        }
        byte[] key = attempt.verify(owner, payload);
        return decoded(request, payload, () -> new ChunkSignatures(attempt.claim(), key));
    }

    /// The body of a request without a signature of version 4 over its headers.
    static HttpRequest unsigned(HttpRequest request) {
        String payload = request.headers().first("x-amz-content-sha256").orElse(UNSIGNED);
        return decoded(request, payload, S3Body::noSignatures);
    }

    private static ChunkSignatures noSignatures() {
        throw new AuthenticationFailure(
                Kind.MISSING_CREDENTIALS, "Chunks can only be signed by somebody.");
    }

    private static String payload(Claim claim, HttpRequest request) {
        return request.headers()
                .first("x-amz-content-sha256")
                .orElseGet(
                        () -> {
                            if (claim.presigned()) {
                                return UNSIGNED;
                            }
                            throw new AuthenticationFailure(
                                    Kind.MALFORMED_PAYLOAD_HASH,
                                    "Missing required header for this request:"
                                            + " x-amz-content-sha256");
                        });
    }

    private static HttpRequest decoded(
            HttpRequest request, String payload, Supplier<ChunkSignatures> signatures) {
        return switch (payload) {
            case UNSIGNED -> request.withBody(new PlainBody(request.body()));
            case SIGNED_CHUNKS -> chunked(request, Optional.of(signatures.get()), List.of());
            case SIGNED_CHUNKS_TRAILER ->
                    chunked(request, Optional.of(signatures.get()), announced(request));
            case CHUNKS_TRAILER -> chunked(request, Optional.empty(), announced(request));
            default -> {
                if (!Hashes.isSha256Hex(payload)) {
                    throw malformed();
                }
                yield request.withBody(new HashedBody(request.body(), payload));
            }
        };
    }

    private static HttpRequest chunked(
            HttpRequest request, Optional<ChunkSignatures> signatures, List<String> announced) {
        long lengthBytes = decodedLength(request);
        Trailers trailers = new Trailers(announced);
        ChunkedBody body =
                new ChunkedBody(
                        new ChunkFraming(request.body()), lengthBytes, signatures, trailers);
        return new HttpRequest(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                withoutChunking(request.headers(), lengthBytes),
                body,
                request.secure());
    }

    private static long decodedLength(HttpRequest request) {
        return request.headers()
                .number("x-amz-decoded-content-length")
                .orElseThrow(
                        () ->
                                new AuthenticationFailure(
                                        Kind.MISSING_LENGTH,
                                        "You must provide the Content-Length HTTP header."));
    }

    private static List<String> announced(HttpRequest request) {
        List<String> names = new ArrayList<>();
        for (String value : request.headers().all("x-amz-trailer")) {
            for (String name : value.split(",")) {
                if (!name.isBlank()) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private static Headers withoutChunking(Headers headers, long lengthBytes) {
        Headers kept = new Headers();
        headers.forEach(
                (name, value) -> {
                    String shown = name.equals("content-encoding") ? unchunked(value) : value;
                    boolean framing =
                            name.equals("content-length") || name.equals("transfer-encoding");
                    if (!framing && (!shown.isEmpty() || value.isEmpty())) {
                        kept.add(name, shown);
                    }
                });
        return kept.add("content-length", Long.toString(lengthBytes));
    }

    private static String unchunked(String encodings) {
        List<String> kept = new ArrayList<>();
        for (String encoding : encodings.split(",")) {
            if (!encoding.strip().equalsIgnoreCase("aws-chunked") && !encoding.isBlank()) {
                kept.add(encoding.strip());
            }
        }
        return String.join(",", kept);
    }

    private static AuthenticationFailure malformed() {
        return new AuthenticationFailure(
                Kind.MALFORMED_PAYLOAD_HASH,
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD,"
                        + " STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD,"
                        + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
                Map.of("ArgumentName", "x-amz-content-sha256"));
    }
}
