package io.hydrant.cli.bench;

import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.UnsignedRequest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A signed request as the bytes that go over the connection; good for the minutes that a signature
/// lives.
final class PreparedRequest {
    private final byte[] bytes;

    private PreparedRequest(byte[] bytes) {
        this.bytes = bytes;
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
        SortedMap<String, String> signed =
                signer.sign(
                        new UnsignedRequest(
                                resource.service(), "POST", uri, new TreeMap<>(headers), body));
        StringBuilder head = new StringBuilder("POST " + resource.path() + " HTTP/1.1\r\n");
        signed.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(headBytes, headBytes.length + body.length);
        System.arraycopy(body, 0, whole, headBytes.length, body.length);
        return new PreparedRequest(whole);
    }

    byte[] bytes() {
        return bytes;
    }
}
