package io.hydrant.delivery.transform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// JSON in UTF-8 that is written piece by piece, without trees and without a text in between. For
/// one thread.
final class JsonBytes {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final int ESCAPED_BYTES_MAX = 6;
    private static final byte[] HEX = ascii("0123456789abcdef");

    private static final int CHUNK_BYTES = 768;

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] encoded = new byte[CHUNK_BYTES / 3 * 4];
    private byte[] bytes;
    private int length;

    JsonBytes(int capacity) {
        this(new byte[capacity]);
    }

    /// @param array that it is written to while it is long enough
    JsonBytes(byte[] array) {
        this.bytes = array;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    int length() {
        return length;
    }

    /// Forgets what was written behind this length.
    void cutTo(int shorter) {
        length = shorter;
    }

    /// A piece of JSON.
    void raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
    }

    void number(long value) {
        raw(ascii(Long.toString(value)));
    }

    /// A number with leading zeros up to a width.
    void digits(int value, int width) {
        String text = Integer.toString(value);
        for (int zeros = width - text.length(); zeros > 0; zeros--) {
            put((byte) '0');
        }
        raw(ascii(text));
    }

    /// A string. Half a surrogate pair, which has no UTF-8, becomes a question mark.
    void string(String text) {
        utf8String(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A string. What is no UTF-8 is replaced.
    void string(ByteBuffer utf8) {
        byte[] text = new byte[utf8.remaining()];
        utf8.get(utf8.position(), text);
        for (byte character : text) {
            if (character < 0) {
                string(new String(text, StandardCharsets.UTF_8));
                return;
            }
        }
        utf8String(text);
    }

    /// Data in Base64, without quotes. It goes through small arrays that are used again: large new
    /// ones would cost more than the encoding.
    void base64(ByteBuffer data) {
        int at = data.position();
        for (; data.limit() - at >= CHUNK_BYTES; at += CHUNK_BYTES) {
            data.get(at, chunk);
            BASE64.encode(chunk, encoded);
            raw(encoded);
        }
        if (at < data.limit()) {
            byte[] tail = new byte[data.limit() - at];
            data.get(at, tail);
            raw(BASE64.encode(tail));
        }
    }

    /// Room for what a caller writes itself; its start.
    int skip(int count) {
        room(count);
        length += count;
        return length - count;
    }

    /// All there is; what is behind [#length()] means nothing.
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void utf8String(byte[] text) {
        room(2 + ESCAPED_BYTES_MAX * text.length);
        bytes[length++] = '"';
        for (byte character : text) {
            if (character == '"' || character == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = character;
            } else if (character >= 0 && character < ' ') {
                escape(character);
            } else {
                bytes[length++] = character;
            }
        }
        bytes[length++] = '"';
    }

    private void escape(byte control) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[control >> 4];
        bytes[length++] = HEX[control & 0xf];
    }

    private void put(byte value) {
        room(1);
        bytes[length++] = value;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
