package io.hydrant.wire.kpl;

import java.io.ByteArrayOutputStream;

/// Writes fields of a protobuf message, and says beforehand how long they will be.
final class MessageWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int BITS_PER_BYTE = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static int varintBytes(int value) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
        return (bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
    }

    /// The length of a number field with a field number below 16.
    static int numberBytes(int value) {
        return 1 + varintBytes(value);
    }

    /// The length of a bytes, text or message field with a field number below 16.
    static int fieldBytes(int contentBytes) {
        return 1 + varintBytes(contentBytes) + contentBytes;
    }

    void number(int field, int value) {
        varint(field << 3 | VARINT);
        varint(value);
    }

    void bytes(int field, byte[] content) {
        messageHead(field, content.length);
        out.writeBytes(content);
    }

    /// What begins a field whose content is written next.
    void messageHead(int field, int contentBytes) {
        varint(field << 3 | BYTES);
        varint(contentBytes);
    }

    int length() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void varint(int value) {
        int rest = value;
        while (rest >>> BITS_PER_BYTE != 0) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= BITS_PER_BYTE;
        }
        out.write(rest);
    }
}
