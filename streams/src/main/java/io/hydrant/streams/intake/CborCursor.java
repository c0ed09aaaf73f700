package io.hydrant.streams.intake;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Goes through a CBOR body (RFC 8949). Takes maps and lists of definite and indefinite length, and
/// text and byte strings of definite length; blobs stay where they are.
final class CborCursor implements BodyCursor {
    private static final int MAJOR = 0xe0;
    private static final int BYTES = 0x40;
    private static final int TEXT = 0x60;
    private static final int LIST = 0x80;
    private static final int MAP = 0xa0;
    private static final int ARGUMENT = 0x1f;
    private static final int INDEFINITE = 0x1f;
    private static final byte BREAK = (byte) 0xff;
    private static final int DEPTH_MAX = 4;
    private static final int UNKNOWN = -1;

    private final byte[] body;
    private final int end;
    private final ByteBuffer blobs;
    private final int[] left = new int[DEPTH_MAX];
    private int depth;
    private int at;
    private int argument;
    private int textStart;
    private int textBytes;
    private int textCharacters;
    private int blobStart;
    private int blobBytes;

    /// @param body holds the body in its first `bodyBytes` bytes
    CborCursor(byte[] body, int bodyBytes) {
        this.body = body;
        this.end = bodyBytes;
        this.blobs = ByteBuffer.wrap(body, 0, bodyBytes);
    }

    @Override
    public boolean openMap() {
        return open(MAP);
    }

    @Override
    public boolean openList() {
        return open(LIST);
    }

    private boolean open(int major) {
        if (at == end || depth == DEPTH_MAX) {
            return false;
        }
        if (body[at] == (byte) (major | INDEFINITE)) {
            at++;
            left[depth++] = UNKNOWN;
            return true;
        }
        if (!head(major) || argument == 0) {
            return false;
        }
        left[depth++] = argument;
        return true;
    }

    @Override
    public boolean more() {
        int members = left[depth - 1];
        if (members == UNKNOWN) {
            return at < end && body[at] != BREAK;
        }
        left[depth - 1] = members - 1;
        return members > 1;
    }

    @Override
    public boolean closeMap() {
        return close();
    }

    @Override
    public boolean closeList() {
        return close();
    }

    private boolean close() {
        depth--;
        if (left[depth] != UNKNOWN) {
            return left[depth] == 0;
        }
        if (at == end || body[at] != BREAK) {
            return false;
        }
        at++;
        return true;
    }

    @Override
    public boolean atEnd() {
        return at == end;
    }

    @Override
    public boolean key(MemberName name) {
        byte[] text = name.cbor();
        int keyEnd = at + text.length;
        if (keyEnd > end || !Arrays.equals(body, at, keyEnd, text, 0, text.length)) {
            return false;
        }
        at = keyEnd;
        return true;
    }

    @Override
    public boolean text() {
        if (!head(TEXT) || argument > end - at) {
            return false;
        }
        textStart = at;
        textBytes = argument;
        at += argument;
        textCharacters = Utf8.codePoints(body, textStart, at);
        return textCharacters != Utf8.MALFORMED;
    }

    @Override
    public int textStart() {
        return textStart;
    }

    @Override
    public int textBytes() {
        return textBytes;
    }

    @Override
    public int textCharacters() {
        return textCharacters;
    }

    @Override
    public boolean blob() {
        if (!head(BYTES) || argument > end - at) {
            return false;
        }
        blobStart = at;
        blobBytes = argument;
        at += argument;
        return true;
    }

    @Override
    public int blobStart() {
        return blobStart;
    }

    @Override
    public int blobBytes() {
        return blobBytes;
    }

    @Override
    public ByteBuffer blobs() {
        return blobs;
    }

    /// Reads a head of this major type into `argument`.
    private boolean head(int major) {
        if (at == end || (body[at] & MAJOR) != major) {
            return false;
        }
        int low = body[at] & ARGUMENT;
        at++;
        if (low < 24) {
            argument = low;
            return true;
        }
        int bytes = 1 << low - 24;
        if (bytes > Integer.BYTES || low > 26 || bytes > end - at) {
            return false;
        }
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << Byte.SIZE | body[at + i] & 0xff;
        }
        at += bytes;
        argument = value;
        return value >= 0;
    }
}
