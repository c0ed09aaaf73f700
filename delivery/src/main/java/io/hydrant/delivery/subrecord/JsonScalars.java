package io.hydrant.delivery.subrecord;

import java.nio.ByteBuffer;

/// Numbers and literals as JSON has them.
///
/// Source: RFC 8259, sections 3 and 6.
final class JsonScalars {
    private JsonScalars() {}

    /// Whether the bytes are a number, `true`, `false` or `null`, and nothing else.
    static boolean isScalar(ByteBuffer bytes, int from, int to) {
        if (from == to) {
            return false;
        }
        return switch (bytes.get(from)) {
            case 't' -> is("true", bytes, from, to);
            case 'f' -> is("false", bytes, from, to);
            case 'n' -> is("null", bytes, from, to);
            default -> isNumber(bytes, from, to);
        };
    }

    private static boolean is(String word, ByteBuffer bytes, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes.get(from + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(ByteBuffer bytes, int from, int to) {
        int whole = bytes.get(from) == '-' ? from + 1 : from;
        int at = digits(bytes, whole, to);
        if (at == whole || (bytes.get(whole) == '0' && at > whole + 1)) {
            return false;
        }
        if (at < to && bytes.get(at) == '.') {
            int fraction = at + 1;
            at = digits(bytes, fraction, to);
            if (at == fraction) {
                return false;
            }
        }
        if (at < to && (bytes.get(at) == 'e' || bytes.get(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < to && (bytes.get(exponent) == '-' || bytes.get(exponent) == '+')) {
                exponent++;
            }
            at = digits(bytes, exponent, to);
            if (at == exponent) {
                return false;
            }
        }
        return at == to;
    }

    private static int digits(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at < to && bytes.get(at) >= '0' && bytes.get(at) <= '9') {
            at++;
        }
        return at;
    }
}
