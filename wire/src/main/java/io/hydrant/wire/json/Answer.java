package io.hydrant.wire.json;

import io.hydrant.wire.http.HttpResponse;

import java.util.Optional;

/// What an operation answers when it does not refuse.
///
/// @param contentType empty when the body is in the caller's [Encoding]
public record Answer(Optional<String> contentType, HttpResponse.Body body) {
    /// A body in the caller's encoding.
    public static Answer of(byte[] body) {
        return new Answer(Optional.empty(), new HttpResponse.Body.Bytes(body));
    }

    /// A body in the caller's encoding, written while it is sent.
    ///
    /// @param lengthBytes -1 when not known beforehand
    public static Answer streamed(long lengthBytes, HttpResponse.Writer writer) {
        return new Answer(Optional.empty(), new HttpResponse.Body.Stream(lengthBytes, writer));
    }
}
