package io.hydrant.delivery.transform;

import java.nio.ByteBuffer;
import java.util.Base64;

/// Data that is decoded while an answer is read, when its text is in the processor's cache. For one
/// thread.
final class DecodedData {
    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    private final byte[] text;
    private byte[] array = {};
    private int length;

    /// @param text which has the Base64
    DecodedData(byte[] text) {
        this.text = text;
    }

    /// Decodes a part of the text, behind what was decoded before. Each part once, so that there is
    /// room.
    ///
    /// @return whether it is Base64: then it has no character that is special in a JSON text
    boolean add(int start, int end) {
        ByteBuffer data;
        try {
            data = decode(text, start, end - start);
        } catch (IllegalArgumentException _) {
            return false;
        }
        if (array.length == 0) {
            array = new byte[text.length / 4 * 3 + 3];
        }
        data.get(data.position(), array, length, data.remaining());
        length += data.remaining();
        return true;
    }

    /// @throws IllegalArgumentException when it is no Base64
    static ByteBuffer decode(byte[] text, int start, int length) {
        return BASE64.decode(ByteBuffer.wrap(text, start, length));
    }

    /// How much was decoded.
    int length() {
        return length;
    }

    /// Where it is, from the start on.
    byte[] array() {
        return array;
    }
}
