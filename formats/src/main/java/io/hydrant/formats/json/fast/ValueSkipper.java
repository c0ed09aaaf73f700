package io.hydrant.formats.json.fast;

import static io.hydrant.formats.json.fast.Words.UNUSUAL;

/// Passes over values that no column wants, checking that they are JSON all the same. For one
/// thread.
final class ValueSkipper {
    /// Values nested deeper are left to the general reader, which has a limit.
    static final int DEPTH_MAX = 64;

    private static final int NULL = Words.half("null");
    private static final int TRUE = Words.half("true");
    private static final int FALSE = Words.half("alse");

    private final NumberScanner number;
    private final TextScanner text;

    ValueSkipper(NumberScanner number, TextScanner text) {
        this.number = number;
        this.text = text;
    }

    /// @param depth how many objects and arrays the value is in
    int skip(byte[] bytes, int from, int end, int depth) {
        return switch (bytes[from]) {
            case '"' -> {
                int quote = text.closingQuote(bytes, from + 1, end);
                yield quote < 0 ? UNUSUAL : quote + 1;
            }
            case '{' -> depth < DEPTH_MAX ? object(bytes, from, end, depth + 1) : UNUSUAL;
            case '[' -> depth < DEPTH_MAX ? array(bytes, from, end, depth + 1) : UNUSUAL;
            case 'n', 't', 'f' -> literal(bytes, from);
            default -> {
                int to = number.scan(bytes, from, end);
                yield to - from <= NumberScanner.TEXT_BYTES_MAX ? to : UNUSUAL;
            }
        };
    }

    static boolean isNull(byte[] bytes, int at) {
        return Words.halfAt(bytes, at) == NULL;
    }

    static boolean isTrue(byte[] bytes, int at) {
        return Words.halfAt(bytes, at) == TRUE;
    }

    static boolean isFalse(byte[] bytes, int at) {
        return bytes[at] == 'f' && Words.halfAt(bytes, at + 1) == FALSE;
    }

    /// The next byte that is no white space, or `end`.
    static int blanks(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end
                && (bytes[at] == ' '
                        || bytes[at] == '\n'
                        || bytes[at] == '\r'
                        || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int literal(byte[] bytes, int from) {
        if (isNull(bytes, from) || isTrue(bytes, from)) {
            return from + 4;
        }
        return isFalse(bytes, from) ? from + 5 : UNUSUAL;
    }

    private int array(byte[] bytes, int from, int end, int depth) {
        int at = blanks(bytes, from + 1, end);
        if (at < end && bytes[at] == ']') {
            return at + 1;
        }
        while (at < end) {
            at = skip(bytes, at, end, depth);
            if (at < 0) {
                return UNUSUAL;
            }
            at = blanks(bytes, at, end);
            if (at >= end || bytes[at] != ',') {
                return at < end && bytes[at] == ']' ? at + 1 : UNUSUAL;
            }
            at = blanks(bytes, at + 1, end);
        }
        return UNUSUAL;
    }

    private int object(byte[] bytes, int from, int end, int depth) {
        int at = blanks(bytes, from + 1, end);
        if (at < end && bytes[at] == '}') {
            return at + 1;
        }
        while (at < end && bytes[at] == '"') {
            at = behindKey(bytes, at, end);
            if (at < 0 || at >= end) {
                return UNUSUAL;
            }
            at = skip(bytes, at, end, depth);
            if (at < 0) {
                return UNUSUAL;
            }
            at = blanks(bytes, at, end);
            if (at >= end || bytes[at] != ',') {
                return at < end && bytes[at] == '}' ? at + 1 : UNUSUAL;
            }
            at = blanks(bytes, at + 1, end);
        }
        return UNUSUAL;
    }

    private int behindKey(byte[] bytes, int from, int end) {
        int quote = text.closingQuote(bytes, from + 1, end);
        if (quote < 0 || quote - from > ObjectShape.KEY_BYTES_MAX) {
            return UNUSUAL;
        }
        int at = blanks(bytes, quote + 1, end);
        return at < end && bytes[at] == ':' ? blanks(bytes, at + 1, end) : UNUSUAL;
    }
}
