package io.hydrant.wire.http;

import java.io.IOException;
import java.io.OutputStream;

/// One HTTP response. The server adds `Date`; everything else is set by who answers.
public record HttpResponse(int status, Headers headers, Body body) {

    public static HttpResponse of(int status, String contentType, byte[] bytes) {
        return new HttpResponse(
                status, new Headers().add("content-type", contentType), new Body.Bytes(bytes));
    }

    public static HttpResponse empty(int status) {
        return new HttpResponse(status, new Headers(), new Body.Bytes(new byte[0]));
    }

    /// What follows the headers.
    public sealed interface Body {
        /// A body that is there already.
        record Bytes(byte[] bytes) implements Body {}

        /// A body written while it is sent.
        ///
        /// @param lengthBytes -1 when not known beforehand
        record Stream(long lengthBytes, Writer writer) implements Body {}
    }

    /// Writes a body. Every `flush()` reaches the client at once. Closes what it opened, also on
    /// failure.
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
