package io.hydrant.formats.json.value;

/// Reads whole numbers into 64 bits. For one thread.
///
/// ASCII digits only: other digits that Java's library would take are no numbers here.
public final class Integers {
    private static final long CUTOFF = Long.MIN_VALUE / 10;

    /// No number of more digits fits 64 bits.
    private static final int DIGITS_MAX = 19;

    private final NumberText number = new NumberText();
    private long value;

    /// What the last successful call read.
    public long value() {
        return value;
    }

    /// Reads digits with or without a sign, and nothing else: no point, no exponent.
    ///
    /// @return whether it is a number of 64 bits
    public boolean parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        if (at == to) {
            return false;
        }
        // Negative numbers reach one further, so everything is counted there.
        long negated = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || negated < CUTOFF) {
                return false;
            }
            long next = negated * 10 - digit;
            if (next > negated * 10) {
                return false;
            }
            negated = next;
        }
        if (!negative && negated == Long.MIN_VALUE) {
            return false;
        }
        value = negative ? negated : -negated;
        return true;
    }

    /// Reads any number and cuts off what is behind the point.
    ///
    /// @return whether it is a number whose whole part has 64 bits
    public boolean parseWholePart(byte[] bytes, int from, int to) {
        if (!number.scan(bytes, from, to)) {
            return false;
        }
        value = 0;
        if (number.isZero() || number.wholeDigits() <= 0) {
            return true;
        }
        if (number.wholeDigits() > DIGITS_MAX) {
            return false;
        }
        number.startAt(number.wholeDigits());
        long negated = 0;
        for (long i = 0; i < number.wholeDigits(); i++) {
            long next = negated * 10 - number.next();
            if (negated < CUTOFF || next > negated * 10) {
                return false;
            }
            negated = next;
        }
        if (!number.isNegative() && negated == Long.MIN_VALUE) {
            return false;
        }
        value = number.isNegative() ? negated : -negated;
        return true;
    }
}
