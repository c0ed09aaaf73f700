package io.hydrant.wire.json;

import io.hydrant.wire.http.HttpResponse;

import java.util.Optional;

/// What an operation answers when it does not refuse.
///
/// @param contentType empty when the body is in the caller's [Encoding]
/// @param memberless whether the operation has no output; the body then holds none either, and the
///   service may leave it out
public record Answer(Optional<String> contentType, HttpResponse.Body body, boolean memberless) {
    public Answer(Optional<String> contentType, HttpResponse.Body body) {
        this(contentType, body, false);
    }

    /// The answer of an operation without output.
    ///
    /// @param emptyObject an object without members, in the caller's encoding
    public static Answer ofNothing(byte[] emptyObject) {
        return new Answer(Optional.empty(), new HttpResponse.Body.Bytes(emptyObject), true);
    }

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
