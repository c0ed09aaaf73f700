package io.hydrant.wire.json;

import java.nio.ByteBuffer;

/// Walks over a CBOR body before it is parsed, so that the parser sees only what the protocol has:
/// one map with text for keys, lengths that fit, well-formed UTF-8, no deep nesting.
///
/// Tags that change what a value is are refused: references to strings said before would let a
/// small body become a large one.
///
/// Source: RFC 8949.
final class CborStructure {
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int SIMPLE = 7;

    private static final int BREAK = 0xFF;
    private static final int INDEFINITE = 31;
    private static final int ONE_BYTE = 24;
    private static final int EIGHT_BYTES = 27;
    private static final int FALSE = 20;
    private static final int UNDEFINED = 23;

    private final byte[] body;
    private final int end;
    private int at;

    /// What the head of an item said: major type, and the additional information of its first byte.
    private int major;

    private int information;

    private CborStructure(byte[] body, int length) {
        this.body = body;
        this.end = length;
    }

    /// @param body holds the CBOR in its first `length` bytes
    /// @throws MalformedRequest if it is anything but one map
    static void requireMap(byte[] body, int length) {
        CborStructure structure = new CborStructure(body, length);
        long argument = structure.head();
        while (structure.major == TAG) {
            requirePlain(argument);
            argument = structure.head();
        }
        if (structure.major != MAP) {
            throw new MalformedRequest("Expected a CBOR map");
        }
        structure.content(argument, 1);
        if (structure.at != length) {
            throw new MalformedRequest("Unexpected bytes after the CBOR map");
        }
    }

    /// Steps over the first bytes of an item; returns its length, count, value or tag.
    private long head() {
        int first = next();
        major = first >>> 5;
        information = first & 0x1F;
        if (information < ONE_BYTE) {
            return information;
        }
        if (information <= EIGHT_BYTES) {
            return argument(1 << (information - ONE_BYTE));
        }
        if (information != INDEFINITE || major < BYTES || major == TAG) {
            throw malformed("a byte that begins nothing");
        }
        return 0;
    }

    private long argument(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    private int next() {
        if (at == end) {
            throw malformed("unexpected end");
        }
        return body[at++] & 0xFF;
    }

    private void item(int depth) {
        long argument = head();
        while (major == TAG) {
            requirePlain(argument);
            argument = head();
        }
        content(argument, depth);
    }

    private void content(long argument, int depth) {
        switch (major) {
            case BYTES, TEXT -> string(argument);
            case ARRAY -> {
                requireDepth(depth);
                items(argument, depth, false);
            }
            case MAP -> {
                requireDepth(depth);
                items(argument, depth, true);
            }
            case SIMPLE -> simple();
            default -> {} // a number, all of it in the head
        }
    }

    /// Members of an array, or pairs of a map. A hostile count ends with the bytes.
    private void items(long count, int depth, boolean pairs) {
        boolean indefinite = information == INDEFINITE;
        long left = count;
        while (indefinite ? !atBreak() : left-- != 0) {
            if (pairs) {
                key();
            }
            item(depth + 1);
        }
    }

    private void key() {
        long argument = head();
        if (major != TEXT) {
            throw malformed("a key that is no text");
        }
        string(argument);
    }

    /// In one piece or in chunks of known length.
    private void string(long argument) {
        if (information != INDEFINITE) {
            piece(argument);
            return;
        }
        int type = major;
        while (!atBreak()) {
            long length = head();
            if (major != type || information == INDEFINITE) {
                throw malformed("a chunk of another type");
            }
            piece(length);
        }
    }

    private void piece(long length) {
        if (length < 0 || length > end - at) {
            throw malformed("unexpected end");
        }
        if (major == TEXT) {
            requireUtf8((int) length);
        }
        at += (int) length;
    }

    private void requireUtf8(int length) {
        for (int i = at; i < at + length; i++) {
            if (body[i] < 0) {
                Codec.requireUtf8(ByteBuffer.wrap(body, i, at + length - i));
                return;
            }
        }
    }

    private boolean atBreak() {
        if (at < end && (body[at] & 0xFF) == BREAK) {
            at++;
            return true;
        }
        return false;
    }

    private void simple() {
        boolean known = information >= FALSE && information <= UNDEFINED;
        boolean floating = information > ONE_BYTE && information <= EIGHT_BYTES;
        if (!known && !floating) {
            throw malformed("a simple value nobody knows, or a break where nothing is open");
        }
    }

    /// Refuses large numbers (2 to 5) and references to strings (25, 256).
    private static void requirePlain(long tag) {
        if (tag >= 2 && tag <= 5 || tag == 25 || tag == 256) {
            throw new MalformedRequest("CBOR tag " + tag + " is not part of the protocol");
        }
    }

    private static void requireDepth(int depth) {
        if (depth > Codec.DEPTH_MAX) {
            throw new MalformedRequest("CBOR is nested too deeply");
        }
    }

    private static MalformedRequest malformed(String what) {
        return new MalformedRequest("Malformed CBOR: " + what);
    }
}
