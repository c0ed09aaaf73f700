package io.hydrant.cli.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes CBOR as the SDKs for Java do: maps and lists without a length, texts and bytes with one.
///
/// Source: RFC 8949, section 3; requests of the AWS SDK for Java 2.
final class CborBytes {
    private static final int BYTES = 0x40;
    private static final int TEXT = 0x60;
    private static final int LIST_OPEN = 0x9F;
    private static final int MAP_OPEN = 0xBF;
    private static final int CLOSE = 0xFF;

    private final ByteArrayOutputStream out;

    CborBytes(int sizeExpected) {
        out = new ByteArrayOutputStream(sizeExpected);
    }

    CborBytes openMap() {
        out.write(MAP_OPEN);
        return this;
    }

    CborBytes openList() {
        out.write(LIST_OPEN);
        return this;
    }

    CborBytes close() {
        out.write(CLOSE);
        return this;
    }

    CborBytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    CborBytes bytes(byte[] bytes) {
        head(BYTES, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void head(int type, int value) {
        if (value < 24) {
            out.write(type | value);
        } else if (value < 1 << 8) {
            out.write(type | 24);
            out.write(value);
        } else if (value < 1 << 16) {
            out.write(type | 25);
            out.write(value >>> 8);
            out.write(value);
        } else {
            out.write(type | 26);
            out.write(value >>> 24);
            out.write(value >>> 16);
            out.write(value >>> 8);
            out.write(value);
        }
    }
}
