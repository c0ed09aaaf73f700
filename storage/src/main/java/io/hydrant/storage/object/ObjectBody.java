package io.hydrant.storage.object;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// An object's bytes, produced as often as a store asks for them (each try of an upload is one).
public interface ObjectBody {
    /// The exact length, when it is known without producing the bytes.
    OptionalLong bytes();

    /// Writes all bytes; the same ones each time. Leaves the stream open.
    void writeTo(OutputStream out) throws IOException;

    static ObjectBody of(byte[] content) {
        return new ObjectBody() {
            @Override
            public OptionalLong bytes() {
                return OptionalLong.of(content.length);
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(content);
            }
        };
    }
}
