package io.hydrant.formats.json.fast;

import static io.hydrant.formats.json.fast.Words.UNUSUAL;

import java.nio.charset.StandardCharsets;

/// Reads JSON numbers.
///
/// A number is `digits * 10^power`, with its sign apart, as long as it has at most 19 digits: see
/// [#exact()]. For one thread; holds the number read last.
final class NumberScanner {
    private static final int EXACT_DIGITS_MAX = 19;

    /// Longer numbers are left to the general reader, which has a limit.
    static final int TEXT_BYTES_MAX = 400;

    private static final int EXPONENT_DIGITS_MAX = 5;

    private static final long EIGHT_DIGITS = 100_000_000;

    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private static final int EPOCH_DIGITS_MAX = 18;
    private static final long EPOCH_SECONDS_END = 1_000_000_000_000L;

    private static final long[] LARGE_POWERS_OF_TEN = new long[EPOCH_DIGITS_MAX + 1];

    static {
        LARGE_POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < LARGE_POWERS_OF_TEN.length; i++) {
            LARGE_POWERS_OF_TEN[i] = LARGE_POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private boolean negative;
    private long digits;
    private int digitCount;
    private int power;
    private boolean integral;

    boolean negative() {
        return negative;
    }

    /// The digits as one number without sign and point; from 2^63 on it looks negative.
    long digits() {
        return digits;
    }

    /// The power of ten that the digits are to be multiplied with.
    int power() {
        return power;
    }

    /// Whether the number is written without point and exponent.
    boolean integral() {
        return integral;
    }

    /// Whether the digits fit, so that they and the power are the number.
    boolean exact() {
        return digitCount <= EXACT_DIGITS_MAX;
    }

    /// Whether the number is written without point and exponent and fits a long.
    boolean isLong() {
        return integral && digitCount <= EXACT_DIGITS_MAX && digits >= 0;
    }

    /// The number, if [#isLong()].
    long toLong() {
        return negative ? -digits : digits;
    }

    /// Whether [#epochNanos()] can say which time the number is.
    boolean isEpoch() {
        return exact() && digits >= 0 && power <= 0 && power >= -EPOCH_DIGITS_MAX;
    }

    /// The time that the number is: in seconds if it is below 10^12, else in milliseconds. Digits
    /// below a nanosecond are cut off; what 64 bits cannot hold wraps around.
    long epochNanos() {
        long divisor = LARGE_POWERS_OF_TEN[-power];
        long whole = digits / divisor;
        boolean seconds = whole < EPOCH_SECONDS_END;
        int nanoDigits = seconds ? 9 : 6;
        long rest = digits % divisor;
        long nanos =
                -power <= nanoDigits
                        ? rest * LARGE_POWERS_OF_TEN[nanoDigits + power]
                        : rest / LARGE_POWERS_OF_TEN[-power - nanoDigits];
        nanos += whole * LARGE_POWERS_OF_TEN[nanoDigits];
        return negative ? -nanos : nanos;
    }

    /// Reads a number that something else follows before `end`.
    int scan(byte[] bytes, int from, int end) {
        boolean minus = bytes[from] == '-';
        int start = minus ? from + 1 : from;
        long word = Words.at(bytes, start) ^ Words.ASCII_ZEROS;
        int count = Words.digitCount(word);
        if (count == 0 || count > 1 && (word & 0xFF) == 0) {
            return UNUSUAL;
        }
        long number = Words.number(word, count);
        int at = behind(start, count);
        while (count == Long.BYTES && at < end) {
            word = Words.at(bytes, at) ^ Words.ASCII_ZEROS;
            count = Words.digitCount(word);
            if (count > 0) {
                number = number * POWERS_OF_TEN[count] + Words.number(word, count);
                at += count;
            }
        }
        if (at >= end) {
            return UNUSUAL;
        }
        negative = minus;
        integral = true;
        power = 0;
        digitCount = at - start;
        digits = number;
        byte next = bytes[at];
        if (next == '.') {
            at = fraction(bytes, at + 1, end);
        }
        return at >= 0 && (bytes[at] | 0x20) == 'e' ? exponent(bytes, at + 1, end) : at;
    }

    /// `start + count`; for the usual counts where the next byte is to be found is guessed, so that
    /// it can be loaded before the count is known.
    private static int behind(int start, int count) {
        if (count == 2) {
            return start + 2;
        }
        if (count == 1) {
            return start + 1;
        }
        return start + count;
    }

    private int fraction(byte[] bytes, int from, int end) {
        int at = from;
        long number = digits;
        while (true) {
            long word = Words.at(bytes, at) ^ Words.ASCII_ZEROS;
            int count = Words.digitCount(word);
            if (count == Long.BYTES && at < end) {
                // Not by `count`: the next word can be loaded while this one is looked at.
                at += Long.BYTES;
                number = number * EIGHT_DIGITS + Words.number(word);
                continue;
            }
            if (count > 0) {
                at += count;
                number = number * POWERS_OF_TEN[count] + Words.number(word, count);
            }
            break;
        }
        if (at == from || at >= end) {
            return UNUSUAL;
        }
        integral = false;
        digits = number;
        int start = from - 1 - digitCount;
        digitCount += at - from;
        power = from - at;
        if (digitCount > EXACT_DIGITS_MAX) {
            digitCount -= zerosAhead(bytes, start, at);
        }
        return at;
    }

    /// How many zeros stand in front of all other digits.
    private static int zerosAhead(byte[] bytes, int from, int to) {
        int zeros = 0;
        for (int at = from; at < to && (bytes[at] == '0' || bytes[at] == '.'); at++) {
            zeros += bytes[at] == '0' ? 1 : 0;
        }
        return zeros;
    }

    private int exponent(byte[] bytes, int from, int end) {
        int at = from;
        boolean minus = bytes[at] == '-';
        if (minus || bytes[at] == '+') {
            at++;
        }
        int first = at;
        int exponent = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            exponent = exponent * 10 + bytes[at] - '0';
            at++;
            if (at - first > EXPONENT_DIGITS_MAX) {
                return UNUSUAL;
            }
        }
        if (at == first || at >= end) {
            return UNUSUAL;
        }
        integral = false;
        power += minus ? -exponent : exponent;
        return at;
    }

    /// The bits of the closest double to the number just read, or [BinaryFloat#UNDECIDED] if there
    /// is none but infinity.
    long toDoubleBits(byte[] bytes, int from, int to) {
        long bits = exact() ? BinaryFloat.bitsOf(digits, power) : BinaryFloat.UNDECIDED;
        if (bits == BinaryFloat.UNDECIDED) {
            return byJdk(bytes, from, to);
        }
        return negative ? bits | Long.MIN_VALUE : bits;
    }

    private static long byJdk(byte[] bytes, int from, int to) {
        if (to - from > TEXT_BYTES_MAX) {
            return BinaryFloat.UNDECIDED;
        }
        double number =
                Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        return Double.isInfinite(number)
                ? BinaryFloat.UNDECIDED
                : Double.doubleToRawLongBits(number);
    }
}
