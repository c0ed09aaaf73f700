package io.hydrant.formats.json.fast;

import static io.hydrant.formats.json.fast.Words.UNUSUAL;

/// Finds the end of JSON strings, checks them, and takes them out of their escapes.
///
/// For one thread; holds what was found out about the string scanned last.
final class TextScanner {
    /// Longer strings are left to the general reader, which has a limit.
    private static final int TEXT_BYTES_MAX = 1 << 20;

    private static final int ESCAPE_BYTES = 6;

    private boolean escaped;
    private boolean ascii;

    /// Whether the string has escapes.
    boolean escaped() {
        return escaped;
    }

    /// Whether the string has no bytes but ASCII; escapes may stand for others.
    boolean ascii() {
        return ascii;
    }

    /// Finds the closing quote of a string.
    ///
    /// @param from behind the opening quote
    /// @return where the closing quote is: before `end`
    int closingQuote(byte[] bytes, int from, int end) {
        escaped = false;
        ascii = true;
        int at = from;
        while (at < end) {
            long special = Words.notPlain(Words.at(bytes, at));
            if (special == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(special) >>> 3;
            byte found = bytes[at];
            if (found == '"') {
                return at < end && at - from <= TEXT_BYTES_MAX ? at : UNUSUAL;
            }
            at = behindSpecial(bytes, at, end);
            if (at < 0) {
                return UNUSUAL;
            }
        }
        return UNUSUAL;
    }

    private int behindSpecial(byte[] bytes, int at, int end) {
        if (at >= end) {
            return UNUSUAL;
        }
        if (bytes[at] < 0) {
            ascii = false;
            return behindCharacter(bytes, at);
        }
        if (bytes[at] != '\\') {
            return UNUSUAL;
        }
        escaped = true;
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> behindCodeUnits(bytes, at);
            default -> UNUSUAL;
        };
    }

    /// Source: RFC 3629, section 4.
    private static int behindCharacter(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        if (first < 0xC2 || first > 0xF4 || (second & 0xC0) != 0x80) {
            return UNUSUAL;
        }
        if (first < 0xE0) {
            return at + 2;
        }
        if ((bytes[at + 2] & 0xC0) != 0x80) {
            return UNUSUAL;
        }
        if (first < 0xF0) {
            boolean shorter = first == 0xE0 && second < 0xA0;
            boolean surrogate = first == 0xED && second >= 0xA0;
            return shorter || surrogate ? UNUSUAL : at + 3;
        }
        boolean shorter = first == 0xF0 && second < 0x90;
        boolean beyond = first == 0xF4 && second >= 0x90;
        return shorter || beyond || (bytes[at + 3] & 0xC0) != 0x80 ? UNUSUAL : at + 4;
    }

    /// Behind a `\\uXXXX`, or behind two of them that are one character.
    private static int behindCodeUnits(byte[] bytes, int at) {
        int unit = codeUnit(bytes, at);
        if (unit < 0 || Character.isLowSurrogate((char) unit)) {
            return UNUSUAL;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return at + ESCAPE_BYTES;
        }
        int second = codeUnit(bytes, at + ESCAPE_BYTES);
        return second >= 0 && Character.isLowSurrogate((char) second)
                ? at + 2 * ESCAPE_BYTES
                : UNUSUAL;
    }

    /// The code unit of the `\\uXXXX` at `at`, or less than 0 if there is none.
    private static int codeUnit(byte[] bytes, int at) {
        if (bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return UNUSUAL;
        }
        int unit = 0;
        for (int i = 2; i < ESCAPE_BYTES; i++) {
            byte digit = bytes[at + i];
            int value = digit < 0 ? -1 : Character.digit(digit, 16);
            if (value < 0) {
                return UNUSUAL;
            }
            unit = unit << 4 | value;
        }
        return unit;
    }

    /// Writes the text of a string that was scanned, which is never longer than the string.
    ///
    /// @param to where its closing quote is
    /// @return how many bytes were written
    static int unescape(byte[] bytes, int from, int to, byte[] target, int targetFrom) {
        int at = from;
        int written = targetFrom;
        while (at < to) {
            byte next = bytes[at];
            if (next != '\\') {
                target[written++] = next;
                at++;
            } else if (bytes[at + 1] != 'u') {
                target[written++] = escapedCharacter(bytes[at + 1]);
                at += 2;
            } else {
                int character = codeUnit(bytes, at);
                at += ESCAPE_BYTES;
                if (Character.isHighSurrogate((char) character)) {
                    int low = codeUnit(bytes, at);
                    character = Character.toCodePoint((char) character, (char) low);
                    at += ESCAPE_BYTES;
                }
                written = encode(character, target, written);
            }
        }
        return written - targetFrom;
    }

    private static byte escapedCharacter(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private static int encode(int character, byte[] target, int from) {
        int at = from;
        if (character < 0x80) {
            target[at++] = (byte) character;
        } else if (character < 0x800) {
            target[at++] = (byte) (0xC0 | character >> 6);
            target[at++] = continuation(character);
        } else if (character < 0x10000) {
            target[at++] = (byte) (0xE0 | character >> 12);
            target[at++] = continuation(character >> 6);
            target[at++] = continuation(character);
        } else {
            target[at++] = (byte) (0xF0 | character >> 18);
            target[at++] = continuation(character >> 12);
            target[at++] = continuation(character >> 6);
            target[at++] = continuation(character);
        }
        return at;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }
}
