package io.hydrant.cli.producer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The JSON of a request, written straight into bytes: a batch may hold hundreds of records, and
/// there may be hundreds of batches a second.
final class RequestBody {
    private byte[] bytes;
    private int length;

    RequestBody(int sizeExpected) {
        bytes = new byte[Math.max(64, sizeExpected)];
    }

    /// Adds text as it is; it must be ASCII.
    @SuppressWarnings("deprecation") // just right for ASCII: no encoder, no second copy
    RequestBody ascii(String text) {
        ensureRoom(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    /// Adds a string value in quotes, escaped where needed.
    RequestBody string(String value) {
        byte[] escaped =
                isPlain(value)
                        ? value.getBytes(StandardCharsets.ISO_8859_1)
                        : JsonStringEncoder.getInstance().quoteAsUTF8(value);
        ensureRoom(escaped.length + 2);
        bytes[length++] = '"';
        append(escaped);
        bytes[length++] = '"';
        return this;
    }

    /// Adds a blob: Base64 in quotes.
    RequestBody blob(byte[] data) {
        byte[] base64 = Base64.getEncoder().encode(data);
        ensureRoom(base64.length + 2);
        bytes[length++] = '"';
        append(base64);
        bytes[length++] = '"';
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /// How many bytes a blob takes.
    static int blobBytes(int dataBytes) {
        return (dataBytes + 2) / 3 * 4 + 2;
    }

    private static boolean isPlain(String value) {
        for (int place = 0; place < value.length(); place++) {
            char letter = value.charAt(place);
            if (letter < ' ' || letter > '~' || letter == '"' || letter == '\\') {
                return false;
            }
        }
        return true;
    }

    private void append(byte[] more) {
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void ensureRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
