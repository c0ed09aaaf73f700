package io.hydrant.streams.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// JSON as AWS writes it: blobs as Base64 text, times as seconds since 1970 with a fraction.
final class JsonNotation implements Notation {
    /// A multiple of three, so that Base64 can be written piece by piece.
    private static final int PIECE_BYTES = 24 << 10;

    private static final int ESCAPED_BYTES_MAX = 6;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private byte[] piece = {};

    @Override
    public void openMap(WireBuffer out) {
        out.put((byte) '{');
    }

    @Override
    public void key(WireBuffer out, String name, boolean first) {
        String text = (first ? "\"" : ",\"") + name + "\":";
        out.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void closeMap(WireBuffer out) {
        out.put((byte) '}');
    }

    @Override
    public void openList(WireBuffer out) {
        out.put((byte) '[');
    }

    @Override
    public void separate(WireBuffer out) {
        out.put((byte) ',');
    }

    @Override
    public int beforeTextBytes(int count) {
        return 1;
    }

    @Override
    public int separatorBytes() {
        return 1;
    }

    @Override
    public void closeList(WireBuffer out) {
        out.put((byte) ']');
    }

    @Override
    public void text(WireBuffer out, byte[] utf8, int start, int count) {
        byte[] target = out.room(2 + ESCAPED_BYTES_MAX * count);
        int at = out.size();
        target[at++] = '"';
        for (int from = start; from < start + count; from++) {
            byte character = utf8[from];
            if (character == '"' || character == '\\') {
                target[at++] = '\\';
                target[at++] = character;
            } else if (character >= 0 && character < ' ') {
                target[at++] = '\\';
                target[at++] = 'u';
                target[at++] = '0';
                target[at++] = '0';
                target[at++] = HEX[character >> 4];
                target[at++] = HEX[character & 0xf];
            } else {
                target[at++] = character;
            }
        }
        target[at++] = '"';
        out.advance(at - out.size());
    }

    @Override
    public int textBytes(byte[] utf8, int start, int count) {
        int bytes = 2 + count;
        for (int from = start; from < start + count; from++) {
            byte character = utf8[from];
            if (character == '"' || character == '\\') {
                bytes++;
            } else if (character >= 0 && character < ' ') {
                bytes += ESCAPED_BYTES_MAX - 1;
            }
        }
        return bytes;
    }

    @Override
    public void number(WireBuffer out, long number) {
        out.put(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /// Of times since 1970.
    @Override
    public void time(WireBuffer out, Instant instant) {
        long millis = instant.toEpochMilli();
        number(out, millis / 1000);
        int fraction = (int) (millis % 1000);
        out.put((byte) '.');
        out.put((byte) ('0' + fraction / 100));
        out.put((byte) ('0' + fraction / 10 % 10));
        out.put((byte) ('0' + fraction % 10));
    }

    @Override
    public void blob(WireBuffer out, ByteBuffer source, int start, int count) {
        out.put((byte) '"');
        int done = 0;
        while (done < count) {
            int bytes = Math.min(count - done, PIECE_BYTES);
            byte[] plain = piece(bytes);
            source.get(start + done, plain, 0, bytes);
            ByteBuffer text = BASE64.encode(ByteBuffer.wrap(plain, 0, bytes));
            out.put(text.array(), 0, text.limit());
            done += bytes;
        }
        out.put((byte) '"');
    }

    @Override
    public long blobBytes(int count) {
        return 2 + (count + 2L) / 3 * 4;
    }

    private byte[] piece(int bytes) {
        if (piece.length < bytes) {
            piece = new byte[Math.min(PIECE_BYTES, 2 * bytes)];
        }
        return piece;
    }
}
