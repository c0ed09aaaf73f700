package io.hydrant.delivery.api;

import io.hydrant.streams.log.Frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// One pass over the body of a put; see [PutScanner]. For one use by one thread.
///
/// Methods that answer `boolean` read one thing at the present place and stand behind it, or answer
/// that it is not there. After the first such answer that matters the scan is given up, so none of
/// them goes back.
final class PutScan {
    static final int RECORDS_MAX = 500;
    static final int RECORD_BYTES_MAX = 1_000 << 10;
    static final int BATCH_BYTES_MAX = 4 << 20;
    private static final int NAME_BYTES_MAX = 64;

    private static final Base64.Decoder BASE64 = Base64.getDecoder();
    private static final byte[] NOTHING = {};
    private static final byte[] STREAM_NAME = ascii("\"DeliveryStreamName\"");
    private static final byte[] RECORDS = ascii("\"Records\"");
    private static final byte[] RECORD = ascii("\"Record\"");
    private static final byte[] DATA = ascii("\"Data\"");

    private final byte[] body;
    private final int end;
    private final ByteBuffer payload;
    private final int[] recordBytes = new int[RECORDS_MAX];
    private boolean escapesSeen;
    private byte[] unescaped = NOTHING;
    private int recordCount;
    private int nameStart;
    private int nameEnd;
    private int at;

    /// @param payload takes the records from its position on
    PutScan(byte[] body, int bodyBytes, ByteBuffer payload) {
        this.body = body;
        this.end = bodyBytes;
        this.payload = payload;
    }

    enum Shape {
        BATCH,
        SINGLE
    }

    /// Whether the whole body is of this shape. Ask once.
    boolean accepts(Shape shape) {
        return skip('{')
                && member(shape)
                && skip(',')
                && member(shape)
                && skip('}')
                && nothingFollows();
    }

    String streamName() {
        return new String(body, nameStart, nameEnd - nameStart, StandardCharsets.ISO_8859_1);
    }

    Frame frame() {
        return new Frame(
                ByteBuffer.allocate(0), Arrays.copyOf(recordBytes, recordCount), payload.flip());
    }

    /// One of the two members, not the one read before.
    private boolean member(Shape shape) {
        if (nameEnd == 0 && skipKey(STREAM_NAME)) {
            return name();
        }
        return recordCount == 0
                && switch (shape) {
                    case BATCH -> skipKey(RECORDS) && records();
                    case SINGLE -> skipKey(RECORD) && record();
                };
    }

    private boolean name() {
        if (!skip('"')) {
            return false;
        }
        nameStart = at;
        while (at < end && isNameCharacter(body[at])) {
            at++;
        }
        nameEnd = at;
        int bytes = nameEnd - nameStart;
        return bytes > 0 && bytes <= NAME_BYTES_MAX && skipHere('"');
    }

    private boolean records() {
        if (!skip('[')) {
            return false;
        }
        do {
            if (!record()) {
                return false;
            }
        } while (skip(','));
        return skip(']');
    }

    private boolean record() {
        return recordCount < RECORDS_MAX
                && skip('{')
                && skipKey(DATA)
                && skip('"')
                && data()
                && skip('}');
    }

    /// The text of a blob, behind its opening quote.
    private boolean data() {
        int start = at;
        if (escapesSeen) {
            return dataWithEscapes(start);
        }
        int stop = StringEnd.afterBase64(body, start, end);
        if (stop == end || body[stop] != '"') {
            return false;
        }
        at = stop + 1;
        if (decode(body, start, stop - start)) {
            return true;
        }
        // only now does a backslash matter: the decoder takes none
        escapesSeen = StringEnd.quoteOrBackslash(body, start, stop) < stop;
        return escapesSeen && dataWithEscapes(start);
    }

    /// Some JSON writers, PHP's above all, escape every `/`.
    private boolean dataWithEscapes(int start) {
        byte[] text = unescaped(start);
        int textBytes = 0;
        int from = start;
        while (true) {
            int stop = StringEnd.quoteOrBackslash(body, from, end);
            int runBytes = stop - from;
            if (stop == end || textBytes + runBytes >= text.length) {
                return false;
            }
            System.arraycopy(body, from, text, textBytes, runBytes);
            textBytes += runBytes;
            if (body[stop] == '"') {
                at = stop + 1;
                return decode(text, 0, textBytes);
            }
            if (stop + 1 == end || body[stop + 1] != '/') {
                return false;
            }
            text[textBytes] = '/';
            textBytes++;
            from = stop + 2;
        }
    }

    /// Room for the text of any one record from here on, made once a body.
    private byte[] unescaped(int start) {
        if (unescaped.length == 0) {
            unescaped = new byte[Math.min(end - start, 4 * (RECORD_BYTES_MAX / 3 + 1))];
        }
        return unescaped;
    }

    /// The decoder takes text without padding; the general path does not.
    private boolean decode(byte[] text, int start, int textBytes) {
        if (textBytes % 4 != 0 || textBytes / 4 * 3 > RECORD_BYTES_MAX + 2) {
            return false;
        }
        ByteBuffer decoded;
        try {
            decoded = BASE64.decode(ByteBuffer.wrap(text, start, textBytes));
        } catch (IllegalArgumentException _) {
            return false;
        }
        int bytes = decoded.remaining();
        if (bytes > RECORD_BYTES_MAX || payload.position() + bytes > BATCH_BYTES_MAX) {
            return false;
        }
        payload.put(decoded);
        recordBytes[recordCount] = bytes;
        recordCount++;
        return true;
    }

    private boolean skipKey(byte[] quotedKey) {
        skipWhiteSpace();
        int keyEnd = at + quotedKey.length;
        if (keyEnd > end || !Arrays.equals(body, at, keyEnd, quotedKey, 0, quotedKey.length)) {
            return false;
        }
        at = keyEnd;
        return skip(':');
    }

    /// Skips white space and then this character.
    private boolean skip(char wanted) {
        skipWhiteSpace();
        return skipHere(wanted);
    }

    private boolean skipHere(char wanted) {
        if (at < end && body[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private boolean nothingFollows() {
        skipWhiteSpace();
        return at == end;
    }

    private void skipWhiteSpace() {
        while (at < end
                && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
    }

    private static boolean isNameCharacter(byte character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '_'
                || character == '.'
                || character == '-';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
