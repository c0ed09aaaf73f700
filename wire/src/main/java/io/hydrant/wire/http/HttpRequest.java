package io.hydrant.wire.http;

import java.io.InputStream;

/// One HTTP request, its body not yet read.
///
/// @param method upper-case
/// @param rawPath the path exactly as it stood on the request line, percent-encoding untouched;
///   starts with `/`
/// @param rawQuery the query as sent, without `?`; empty when there was none
/// @param headers as received
/// @param body blocks while bytes arrive; fails with an IOException when the client vanishes or is
///   too slow
/// @param secure whether it came over TLS
public record HttpRequest(
        String method,
        String rawPath,
        String rawQuery,
        Headers headers,
        InputStream body,
        boolean secure) {

    public HttpRequest withBody(InputStream other) {
        return new HttpRequest(method, rawPath, rawQuery, headers, other, secure);
    }

    /// What `Content-Length` announces; -1 when it is absent or no number.
    public long contentLengthBytes() {
        return headers.number("content-length").orElse(-1);
    }
}
