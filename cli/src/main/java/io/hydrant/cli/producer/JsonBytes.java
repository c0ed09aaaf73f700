package io.hydrant.cli.producer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// JSON that is written straight into bytes: a producer may write hundreds of thousands of records
/// a second. For one thread.
public final class JsonBytes {
    private byte[] bytes;
    private int length;

    public JsonBytes(int sizeExpected) {
        bytes = new byte[Math.max(64, sizeExpected)];
    }

    /// Adds text as it is; it must be ASCII.
    @SuppressWarnings("deprecation") // just right for ASCII: no encoder, no second copy
    public JsonBytes ascii(String text) {
        ensureRoom(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    /// Adds a string value in quotes, escaped where needed.
    public JsonBytes string(String value) {
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

    /// Adds bytes as they are.
    public JsonBytes raw(byte[] from, int start, int end) {
        ensureRoom(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    /// Adds UTF-8 as a string value in quotes, escaped where needed.
    public JsonBytes string(byte[] utf8, int start, int end) {
        for (int place = start; place < end; place++) {
            if (utf8[place] < ' ' || utf8[place] == '"' || utf8[place] == '\\') {
                return string(new String(utf8, start, end - start, StandardCharsets.UTF_8));
            }
        }
        ensureRoom(end - start + 2);
        bytes[length++] = '"';
        raw(utf8, start, end);
        bytes[length++] = '"';
        return this;
    }

    public int length() {
        return length;
    }

    /// Begins anew, with the room it has.
    public void clear() {
        length = 0;
    }

    /// What was written between two places.
    public String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// Adds a blob: Base64 in quotes.
    public JsonBytes blob(byte[] data) {
        byte[] base64 = Base64.getEncoder().encode(data);
        ensureRoom(base64.length + 2);
        bytes[length++] = '"';
        append(base64);
        bytes[length++] = '"';
        return this;
    }

    public byte[] toBytes() {
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
