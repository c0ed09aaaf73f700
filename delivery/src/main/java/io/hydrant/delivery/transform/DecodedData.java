package io.hydrant.delivery.transform;

import io.hydrant.functions.runtime.Payload;

import java.nio.ByteBuffer;
import java.util.Base64;

/// Data that is decoded while an answer is read, when its text is in the processor's cache. For one
/// thread.
final class DecodedData {
    private static final Base64.Decoder BASE64 = Base64.getDecoder();
    private static final int CHUNK_CHARS = 1024;

    private final byte[] text;
    private final int bytesMax;
    private final PayloadArrays arrays;
    private final byte[] chunk = new byte[CHUNK_CHARS];
    private final byte[] bytes = new byte[CHUNK_CHARS / 4 * 3];
    private byte[] array = {};
    private int length;

    /// @param text which has the Base64
    /// @param arrays where what is decoded goes to
    DecodedData(Payload text, PayloadArrays arrays) {
        this.text = text.array();
        this.bytesMax = text.length() / 4 * 3 + 3;
        this.arrays = arrays;
    }

    /// Decodes a part of the text, behind what was decoded before. Each part once, so that there is
    /// room.
    ///
    /// @return whether it is Base64: then it has no character that is special in a JSON text
    boolean add(int start, int end) {
        if (array.length == 0) {
            array = arrays.take(bytesMax);
        }
        int before = length;
        boolean good;
        try {
            good = decode(start, end);
        } catch (IllegalArgumentException _) {
            good = false;
        }
        if (!good) {
            length = before;
        }
        return good;
    }

    /// @throws IllegalArgumentException when it is no Base64
    static ByteBuffer decoded(byte[] text, int start, int length) {
        return BASE64.decode(ByteBuffer.wrap(text, start, length));
    }

    /// How much was decoded.
    int length() {
        return length;
    }

    /// How much it could be, given the length of the text.
    int bytesMax() {
        return bytesMax;
    }

    /// Where it is, from the start on.
    byte[] array() {
        return array;
    }

    /// Goes through small arrays that are used again, as new ones would cost more than decoding.
    private boolean decode(int start, int end) {
        int at = start;
        for (; end - at > CHUNK_CHARS; at += CHUNK_CHARS) {
            System.arraycopy(text, at, chunk, 0, CHUNK_CHARS);
            if (BASE64.decode(chunk, bytes) < bytes.length) {
                return false; // it ends here, but there is more
            }
            keep(ByteBuffer.wrap(bytes));
        }
        keep(decoded(text, at, end - at));
        return true;
    }

    private void keep(ByteBuffer data) {
        int count = data.remaining();
        data.get(data.position(), array, length, count);
        length += count;
    }
}
