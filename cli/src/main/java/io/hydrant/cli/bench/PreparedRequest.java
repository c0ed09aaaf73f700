package io.hydrant.cli.bench;

import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.UnsignedRequest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A signed request as the bytes that go over the connection. It is signed again before its
/// signature is too old, so that a load may go on for longer than a signature lives. Safe for use
/// by many threads.
final class PreparedRequest {
    /// Servers take signatures of at most five minutes.
    private static final Duration SIGNATURE_AGE_MAX = Duration.ofMinutes(3);

    private final RequestSigner signer;
    private final Supplier<byte[]> signing;
    private volatile Signed signed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Signed(Instant at, byte[] bytes) {}

    private PreparedRequest(RequestSigner signer, Supplier<byte[]> signing) {
        this.signer = signer;
        this.signing = signing;
        this.signed = sign();
    }

    /// What is called, beside its input.
    ///
    /// @param service the signing name
    /// @param target the value of `X-Amz-Target`
    record Call(String service, String target, String contentType) {}

    /// A call of the Firehose API.
    static PreparedRequest firehose(RequestSigner signer, int port, String operation, byte[] body) {
        Call call =
                new Call(
                        "firehose",
                        "Firehose_20150804." + operation,
                        WireEncoding.JSON.contentType());
        return of(signer, port, call, body);
    }

    static PreparedRequest of(RequestSigner signer, int port, Call call, byte[] body) {
        Map<String, String> headers =
                Map.of("content-type", call.contentType(), "x-amz-target", call.target());
        return of(signer, port, new Resource(call.service(), "/"), headers, body);
    }

    /// What JSON is posted to.
    ///
    /// @param service the signing name
    record Resource(String service, String path) {}

    /// A call of an API that names its operations by paths.
    static PreparedRequest post(RequestSigner signer, int port, Resource resource, byte[] body) {
        return of(signer, port, resource, Map.of("content-type", "application/json"), body);
    }

    private static PreparedRequest of(
            RequestSigner signer,
            int port,
            Resource resource,
            Map<String, String> headers,
            byte[] body) {
        URI uri = URI.create("http://127.0.0.1:" + port + resource.path());
        UnsignedRequest unsigned =
                new UnsignedRequest(resource.service(), "POST", uri, new TreeMap<>(headers), body);
        return new PreparedRequest(signer, () -> bytes(signer, unsigned));
    }

    private static byte[] bytes(RequestSigner signer, UnsignedRequest request) {
        StringBuilder head = new StringBuilder("POST " + request.uri().getPath() + " HTTP/1.1\r\n");
        signer.sign(request)
                .forEach(
                        (name, value) ->
                                head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(request.body().length).append("\r\n\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(headBytes, headBytes.length + request.body().length);
        System.arraycopy(request.body(), 0, whole, headBytes.length, request.body().length);
        return whole;
    }

    byte[] bytes() {
        Signed last = signed;
        if (signer.now().isBefore(last.at().plus(SIGNATURE_AGE_MAX))) {
            return last.bytes();
        }
        Signed again = sign();
        signed = again;
        return again.bytes();
    }

    private Signed sign() {
        return new Signed(signer.now(), signing.get());
    }
}
