package io.hydrant.wire.eventstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Prelude and headers of one message after the other, in one array.
final class MessageHead {
    private static final int PRELUDE_BYTES = 12;
    private static final int CHECKED_BYTES = 8;
    private static final byte TEXT = 7;

    /// The SDK reads no longer text, though there is room for twice as much.
    private static final int VALUE_BYTES_MAX = Short.MAX_VALUE;

    private byte[] bytes = new byte[256];
    private int length = PRELUDE_BYTES;

    MessageHead clear() {
        length = PRELUDE_BYTES;
        return this;
    }

    /// @param name shorter than 256 bytes
    /// @throws IllegalArgumentException if the value is longer than the SDK takes
    MessageHead add(String name, String value) {
        int at = length;
        int nameBytes = append(at + 1, name);
        bytes[at] = (byte) nameBytes;
        int valueAt = at + 1 + nameBytes;
        int valueBytes = append(valueAt + 3, value);
        if (valueBytes > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "header %s of %d bytes; at most %d"
                            .formatted(name, valueBytes, VALUE_BYTES_MAX));
        }
        bytes[valueAt] = TEXT;
        bytes[valueAt + 1] = (byte) (valueBytes >>> 8);
        bytes[valueAt + 2] = (byte) valueBytes;
        length = valueAt + 3 + valueBytes;
        return this;
    }

    /// Writes the text at an offset; returns how many bytes it took. Plain ASCII, which is almost
    /// all there is, needs no array of its own.
    private int append(int offset, String text) {
        ensure(offset + text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return appendUtf8(offset, text);
            }
            bytes[offset + i] = (byte) c;
        }
        return text.length();
    }

    private int appendUtf8(int offset, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensure(offset + utf8.length);
        System.arraycopy(utf8, 0, bytes, offset, utf8.length);
        return utf8.length;
    }

    private void ensure(int capacity) {
        if (bytes.length < capacity) {
            bytes = Arrays.copyOf(bytes, Math.max(capacity, 2 * bytes.length));
        }
    }

    /// Fills in the prelude.
    ///
    /// @param restBytes what follows the headers
    void finish(int restBytes, CRC32 checksum) {
        BigEndian.put(length + restBytes, bytes, 0);
        BigEndian.put(length - PRELUDE_BYTES, bytes, 4);
        checksum.reset();
        checksum.update(bytes, 0, CHECKED_BYTES);
        BigEndian.put((int) checksum.getValue(), bytes, CHECKED_BYTES);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
