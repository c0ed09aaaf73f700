package io.hydrant.streams.intake;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// Goes through a JSON body. Takes any white space, and `\/` for `/` in Base64; no other escapes.
public final class JsonCursor implements BodyCursor {
    private static final Base64.Decoder BASE64 = Base64.getDecoder();
    private static final byte[] NOTHING = {};

    private final byte[] body;
    private final int end;
    private final ByteBuffer blobs;
    private final int blobBytesMax;
    private boolean escapesSeen;
    private byte[] unescaped = NOTHING;
    private int at;
    private int textStart;
    private int textBytes;
    private int textCharacters;
    private int blobStart;
    private int blobBytes;

    /// @param body holds the body in its first `bodyBytes` bytes
    /// @param blobs takes the decoded blobs from its position on; what does not fit is not read
    /// @param blobBytesMax longer blobs are not read
    public JsonCursor(byte[] body, int bodyBytes, ByteBuffer blobs, int blobBytesMax) {
        this.body = body;
        this.end = bodyBytes;
        this.blobs = blobs;
        this.blobBytesMax = blobBytesMax;
    }

    @Override
    public boolean openMap() {
        return skip('{');
    }

    @Override
    public boolean openList() {
        return skip('[');
    }

    @Override
    public boolean more() {
        return skip(',');
    }

    @Override
    public boolean closeMap() {
        return skip('}');
    }

    @Override
    public boolean closeList() {
        return skip(']');
    }

    @Override
    public boolean atEnd() {
        skipWhiteSpace();
        return at == end;
    }

    @Override
    public boolean key(MemberName name) {
        byte[] quoted = name.json();
        skipWhiteSpace();
        int keyEnd = at + quoted.length;
        if (keyEnd > end || !Arrays.equals(body, at, keyEnd, quoted, 0, quoted.length)) {
            return false;
        }
        int keyStart = at;
        at = keyEnd;
        if (!skip(':')) {
            at = keyStart; // or another name might be found behind this one
            return false;
        }
        return true;
    }

    @Override
    public boolean text() {
        if (!skip('"')) {
            return false;
        }
        textStart = at;
        boolean ascii = true;
        while (at < end && body[at] != '"') {
            byte character = body[at];
            if (character == '\\' || character >= 0 && character < ' ') {
                return false;
            }
            ascii &= character >= 0;
            at++;
        }
        textBytes = at - textStart;
        textCharacters = ascii ? textBytes : Utf8.codePoints(body, textStart, at);
        return textCharacters != Utf8.MALFORMED && skipHere('"');
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
        return skip('"') && base64();
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

    /// The text of a blob, behind its opening quote.
    private boolean base64() {
        int start = at;
        if (escapesSeen) {
            return base64WithEscapes(start);
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
        return escapesSeen && base64WithEscapes(start);
    }

    /// Some JSON writers, PHP's above all, escape every `/`.
    private boolean base64WithEscapes(int start) {
        byte[] text = unescaped(start);
        int textLength = 0;
        int from = start;
        while (true) {
            int stop = StringEnd.quoteOrBackslash(body, from, end);
            int runBytes = stop - from;
            if (stop == end || textLength + runBytes >= text.length) {
                return false;
            }
            System.arraycopy(body, from, text, textLength, runBytes);
            textLength += runBytes;
            if (body[stop] == '"') {
                at = stop + 1;
                return decode(text, 0, textLength);
            }
            if (stop + 1 == end || body[stop + 1] != '/') {
                return false;
            }
            text[textLength] = '/';
            textLength++;
            from = stop + 2;
        }
    }

    /// Room for the text of any one blob from here on, made once a body.
    private byte[] unescaped(int start) {
        if (unescaped.length == 0) {
            unescaped = new byte[Math.min(end - start, 4 * (blobBytesMax / 3 + 1))];
        }
        return unescaped;
    }

    /// The decoder takes text without padding; the general path does not.
    private boolean decode(byte[] text, int start, int lengthBytes) {
        if (lengthBytes % 4 != 0 || lengthBytes / 4 * 3 > blobBytesMax + 2) {
            return false;
        }
        ByteBuffer decoded;
        try {
            decoded = BASE64.decode(ByteBuffer.wrap(text, start, lengthBytes));
        } catch (IllegalArgumentException _) {
            return false;
        }
        int bytes = decoded.remaining();
        if (bytes > blobBytesMax || bytes > blobs.remaining()) {
            return false;
        }
        blobStart = blobs.position();
        blobBytes = bytes;
        blobs.put(decoded);
        return true;
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

    private void skipWhiteSpace() {
        while (at < end
                && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
    }
}
