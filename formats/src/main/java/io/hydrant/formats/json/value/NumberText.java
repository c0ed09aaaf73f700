package io.hydrant.formats.json.value;

/// A number's text, looked at digit by digit. For one thread.
///
/// ```
/// number = [ '+' | '-' ] ( digits [ '.' [ digits ] ] | '.' digits ) [ exponent ]
/// exponent = ( 'e' | 'E' ) [ '+' | '-' ] digits
/// ```
///
/// That is what JSON has, and what `BigDecimal` reads from text. Nothing is ever computed from the
/// exponent's size: `1e999999999` costs what `1` costs.
final class NumberText {
    /// Larger exponents are taken for this one: no type can tell the difference.
    private static final long EXPONENT_MAX = 1_000_000_000L;

    private byte[] bytes;
    private boolean negative;
    private int firstAt;
    private int digitsEnd;
    private long wholeDigits;
    private int at;
    private long zerosAhead;

    /// @return whether it is a number
    boolean scan(byte[] source, int from, int to) {
        bytes = source;
        int i = from;
        negative = i < to && source[i] == '-';
        if (negative || (i < to && source[i] == '+')) {
            i++;
        }
        int digitsFrom = i;
        int point = -1;
        firstAt = -1;
        for (; i < to; i++) {
            byte c = source[i];
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                break;
            } else if (c != '0' && firstAt < 0) {
                firstAt = i;
            }
        }
        digitsEnd = i;
        if (digitsEnd - digitsFrom - (point < 0 ? 0 : 1) <= 0) {
            return false;
        }
        long exponent = 0;
        if (i < to) {
            exponent = exponent(i, to);
            if (exponent == Long.MIN_VALUE) {
                return false;
            }
        }
        int pointAt = point < 0 ? digitsEnd : point;
        wholeDigits = exponent + pointAt - firstAt + (pointAt < firstAt ? 1 : 0);
        return true;
    }

    boolean isNegative() {
        return negative;
    }

    boolean isZero() {
        return firstAt < 0;
    }

    /// How many digits are in front of the point, counted from the first that is not zero; negative
    /// or zero for numbers below 1, meaningless for zero.
    long wholeDigits() {
        return wholeDigits;
    }

    /// Begins with the digit that has `count` digits between itself and the point.
    ///
    /// @param count at least [#wholeDigits()]
    void startAt(long count) {
        zerosAhead = count - wholeDigits;
        at = firstAt;
    }

    /// The next digit; zeros in front of the first and behind the last.
    int next() {
        if (zerosAhead > 0) {
            zerosAhead--;
            return 0;
        }
        if (at < digitsEnd && bytes[at] == '.') {
            at++;
        }
        return at < digitsEnd ? bytes[at++] - '0' : 0;
    }

    /// The exponent whose letter is at `i`, or [Long#MIN_VALUE] if there is something else.
    private long exponent(int i, int to) {
        if (bytes[i] != 'e' && bytes[i] != 'E') {
            return Long.MIN_VALUE;
        }
        int from = i + 1;
        boolean down = from < to && bytes[from] == '-';
        if (down || (from < to && bytes[from] == '+')) {
            from++;
        }
        if (from == to) {
            return Long.MIN_VALUE;
        }
        long exponent = 0;
        for (int k = from; k < to; k++) {
            int digit = bytes[k] - '0';
            if (digit < 0 || digit > 9) {
                return Long.MIN_VALUE;
            }
            exponent = Math.min(exponent * 10 + digit, EXPONENT_MAX);
        }
        return down ? -exponent : exponent;
    }
}
