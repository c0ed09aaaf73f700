package io.hydrant.streams.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// CBOR as AWS writes it (RFC 8949, maps and lists of indefinite length): a time is tag 1 with an
/// integer of milliseconds since 1970.
final class CborNotation implements Notation {
    private static final int UNSIGNED = 0x00;
    private static final int NEGATIVE = 0x20;
    private static final int BYTES = 0x40;
    private static final int TEXT = 0x60;
    private static final byte OPEN_LIST = (byte) 0x9f;
    private static final byte OPEN_MAP = (byte) 0xbf;
    private static final byte TIME = (byte) 0xc1;
    private static final byte BREAK = (byte) 0xff;
    private static final int HEAD_BYTES_MAX = 9;
    private static final int PIECE_BYTES = 32 << 10;

    @Override
    public void openMap(WireBuffer out) {
        out.put(OPEN_MAP);
    }

    @Override
    public void key(WireBuffer out, String name, boolean first) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        text(out, ascii, 0, ascii.length);
    }

    @Override
    public void closeMap(WireBuffer out) {
        out.put(BREAK);
    }

    @Override
    public void openList(WireBuffer out) {
        out.put(OPEN_LIST);
    }

    @Override
    public void separate(WireBuffer out) {}

    @Override
    public int beforeTextBytes(int count) {
        return headBytes(count);
    }

    @Override
    public int separatorBytes() {
        return 0;
    }

    @Override
    public void closeList(WireBuffer out) {
        out.put(BREAK);
    }

    @Override
    public void text(WireBuffer out, byte[] utf8, int start, int count) {
        head(out, TEXT, count);
        out.put(utf8, start, count);
    }

    @Override
    public int textBytes(byte[] utf8, int start, int count) {
        return headBytes(count) + count;
    }

    @Override
    public void number(WireBuffer out, long number) {
        if (number < 0) {
            head(out, NEGATIVE, ~number);
        } else {
            head(out, UNSIGNED, number);
        }
    }

    @Override
    public void time(WireBuffer out, Instant instant) {
        out.put(TIME);
        number(out, instant.toEpochMilli());
    }

    @Override
    public void blob(WireBuffer out, ByteBuffer source, int start, int count) {
        head(out, BYTES, count);
        int done = 0;
        while (done < count) {
            int bytes = Math.min(count - done, PIECE_BYTES);
            byte[] target = out.room(bytes);
            source.get(start + done, target, out.size(), bytes);
            out.advance(bytes);
            done += bytes;
        }
    }

    @Override
    public long blobBytes(int count) {
        return (long) headBytes(count) + count;
    }

    /// A major type and its argument, in as few bytes as hold it.
    private static void head(WireBuffer out, int major, long argument) {
        byte[] target = out.room(HEAD_BYTES_MAX);
        int bytes = headBytes(argument);
        int at = out.size();
        target[at] =
                (byte)
                        switch (bytes) {
                            case 1 -> major | (int) argument;
                            case 2 -> major | 24;
                            case 3 -> major | 25;
                            case 5 -> major | 26;
                            default -> major | 27;
                        };
        for (int i = 1; i < bytes; i++) {
            target[at + i] = (byte) (argument >>> Byte.SIZE * (bytes - 1 - i));
        }
        out.advance(bytes);
    }

    private static int headBytes(long argument) {
        if (argument < 24) {
            return 1;
        }
        if (argument < 1 << 8) {
            return 2;
        }
        if (argument < 1 << 16) {
            return 3;
        }
        return argument < 1L << 32 ? 5 : 9;
    }
}
