package io.hydrant.delivery.transform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Bytes and variable-length numbers, one after another: seven bits a byte, lowest first, the top
/// bit says "more". For one thread.
final class MetadataWriter {
    private byte[] bytes = new byte[64];
    private int length;

    void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    /// As if it had no sign.
    void number(long value) {
        room(10);
        long rest = value;
        while (rest >>> 7 != 0) {
            bytes[length++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    void instant(Instant value) {
        number(value.getEpochSecond());
        number(value.getNano());
    }

    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, length));
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
