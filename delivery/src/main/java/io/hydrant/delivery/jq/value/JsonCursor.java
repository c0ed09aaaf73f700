package io.hydrant.delivery.jq.value;

import java.nio.charset.StandardCharsets;

/// Walks over JSON text, checking every byte it passes.
///
/// Strict as RFC 8259 is, but as jq does it passes over a byte order mark and reads bytes that are
/// no UTF-8 as U+FFFD; so it does with an escaped half of a surrogate pair, which jq refuses.
/// Values nest at most [#DEPTH_MAX] deep. Not thread-safe.
public final class JsonCursor {
    /// jq 1.6 refuses deeper values.
    public static final int DEPTH_MAX = 256;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    public JsonCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.start = from;
        this.end = to;
        this.at = from;
        if (to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF) {
            at += 3;
        }
    }

    public int position() {
        return at;
    }

    public void moveTo(int position) {
        at = position;
    }

    /// The next byte that is no blank, which is not passed; -1 at the end.
    public int peek() {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ' || b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return -1;
    }

    /// Passes the next byte that is no blank.
    ///
    /// @throws MalformedJson if it is another one
    public void expect(char symbol) {
        if (peek() != symbol) {
            throw unexpected();
        }
        at++;
    }

    /// Passes `symbol` if it is next.
    public boolean takes(char symbol) {
        if (peek() != symbol) {
            return false;
        }
        at++;
        return true;
    }

    public MalformedJson unexpected() {
        if (at >= end) {
            return new MalformedJson("The JSON text ends too early", at - start);
        }
        int b = bytes[at] & 0xFF;
        String shown = b > ' ' && b < 0x7F ? "'" + (char) b + "'" : String.format("0x%02X", b);
        return new MalformedJson("Unexpected " + shown, at - start);
    }

    /// Passes a value.
    ///
    /// @param depth of the containers around it
    public void skipValue(int depth) {
        switch (peek()) {
            case '"' -> skipString();
            case '{' -> skipObject(depth);
            case '[' -> skipArray(depth);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> skipNumber();
        }
    }

    private void skipObject(int depth) {
        enter(depth);
        if (takes('}')) {
            return;
        }
        do {
            if (peek() != '"') {
                throw unexpected();
            }
            skipString();
            expect(':');
            skipValue(depth + 1);
        } while (takes(','));
        expect('}');
    }

    private void skipArray(int depth) {
        enter(depth);
        if (takes(']')) {
            return;
        }
        do {
            skipValue(depth + 1);
        } while (takes(','));
        expect(']');
    }

    /// Passes the bracket that opens a container.
    public void enter(int depth) {
        if (depth >= DEPTH_MAX) {
            throw new MalformedJson("Exceeds depth limit for parsing", at - start);
        }
        at++;
    }

    public void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || bytes[at] != word.charAt(i)) {
                throw unexpected();
            }
            at++;
        }
    }

    /// Passes a string; whether it has escapes.
    public boolean skipString() {
        boolean escaped = false;
        int i = at + 1;
        while (i < end) {
            byte b = bytes[i];
            if (b == '"') {
                at = i + 1;
                return escaped;
            }
            if (b == '\\') {
                escaped = true;
                i = skipEscape(i);
            } else if (b >= 0 && b < ' ') {
                at = i;
                throw unexpected();
            } else {
                i++;
            }
        }
        at = end;
        throw unexpected();
    }

    private int skipEscape(int backslash) {
        int i = backslash + 1;
        int escape = i < end ? bytes[i] : -1;
        switch (escape) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return i + 1;
            }
            case 'u' -> {
                for (int digit = 1; digit <= 4; digit++) {
                    if (i + digit >= end || Character.digit(bytes[i + digit], 16) < 0) {
                        at = Math.min(i + digit, end);
                        throw unexpected();
                    }
                }
                return i + 5;
            }
            default -> {
                at = Math.min(i, end);
                throw unexpected();
            }
        }
    }

    /// Passes a string; its text.
    public String string() {
        int from = at + 1;
        boolean escaped = skipString();
        return text(from, at - 1, escaped);
    }

    /// The text of a string that was passed.
    ///
    /// @param from behind its opening quote
    /// @param to its closing quote
    public String text(int from, int to, boolean escaped) {
        if (!escaped) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int i = from;
        while (i < to) {
            if (bytes[i] != '\\') {
                i++;
                continue;
            }
            text.append(new String(bytes, plain, i - plain, StandardCharsets.UTF_8));
            i = unescape(i + 1, text);
            plain = i;
        }
        text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8));
        return wellFormed(text);
    }

    private int unescape(int i, StringBuilder text) {
        switch (bytes[i]) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                int unit = 0;
                for (int digit = 1; digit <= 4; digit++) {
                    unit = unit << 4 | Character.digit(bytes[i + digit], 16);
                }
                text.append((char) unit);
                return i + 5;
            }
            default -> text.append((char) bytes[i]);
        }
        return i + 1;
    }

    private static String wellFormed(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                text.setCharAt(i, '\uFFFD');
            }
        }
        return text.toString();
    }

    /// Passes a number.
    public void skipNumber() {
        if (at < end && bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        if (at >= end || bytes[at] < '0' || bytes[at] > '9') {
            throw unexpected();
        }
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
    }

    /// Passes a number; its value as jq has it.
    public double number() {
        int from = at;
        skipNumber();
        return number(from, at);
    }

    /// The value of a number that was passed.
    public double number(int from, int to) {
        int digit = bytes[from] == '-' ? from + 1 : from;
        if (to - digit <= 15) {
            long value = 0;
            for (; digit < to && bytes[digit] >= '0' && bytes[digit] <= '9'; digit++) {
                value = value * 10 + bytes[digit] - '0';
            }
            if (digit == to) {
                return bytes[from] == '-' ? -(double) value : value;
            }
        }
        return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }
}
