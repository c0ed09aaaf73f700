package org.apache.hadoop.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Text in UTF-8 that can be replaced and grows.
public final class Text extends BinaryComparable {
    private byte[] bytes = new byte[0];
    private int length;

    public Text() {}

    public Text(String text) {
        set(text);
    }

    public Text(Text text) {
        set(text);
    }

    public void set(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        set(encoded, 0, encoded.length);
    }

    public void set(Text text) {
        set(text.bytes, 0, text.length);
    }

    public void set(byte[] source, int offset, int count) {
        length = 0;
        append(source, offset, count);
    }

    public void append(byte[] source, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, length * 2));
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public byte[] getBytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// The text of these bytes; what is no UTF-8 becomes U+FFFD.
    public static String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
