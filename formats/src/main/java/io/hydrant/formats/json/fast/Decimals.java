package io.hydrant.formats.json.fast;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.LongVector;

/// Numbers into decimals; digits behind the scale are rounded half up.
final class Decimals {
    /// Digits that decimals have at most to be held in 64 bits.
    static final int LONG_DIGITS_MAX = 18;

    private static final int LARGE_BYTES = 16;

    private static final long[] POWERS_OF_TEN = new long[LONG_DIGITS_MAX + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private Decimals() {}

    /// Appends the number read last if it fits.
    ///
    /// @param target of a decimal of up to 18 digits
    static boolean append(NumberScanner number, Target target, LongVector vector) {
        int shift = number.power() + target.scale;
        long digits = number.digits();
        if (!number.exact() || digits < 0 || shift > LONG_DIGITS_MAX || shift < -LONG_DIGITS_MAX) {
            return false;
        }
        long unscaled;
        if (shift >= 0) {
            if (digits >= POWERS_OF_TEN[LONG_DIGITS_MAX - shift]) {
                return false;
            }
            unscaled = digits * POWERS_OF_TEN[shift];
        } else {
            long divisor = POWERS_OF_TEN[-shift];
            unscaled = digits / divisor;
            unscaled += digits % divisor >= divisor >> 1 ? 1 : 0;
        }
        if (unscaled >= POWERS_OF_TEN[target.precision]) {
            return false;
        }
        vector.append(number.negative() ? -unscaled : unscaled);
        return true;
    }

    /// Appends the number read last if it fits.
    ///
    /// @param target of a decimal of more than 18 digits
    static boolean appendLarge(NumberScanner number, Target target, BytesVector vector) {
        int shift = number.power() + target.scale;
        long digits = number.digits();
        // Less than 10^18 times 10^shift: at most 18 + shift digits.
        boolean fits =
                number.exact()
                        && digits >= 0
                        && digits < POWERS_OF_TEN[LONG_DIGITS_MAX]
                        && shift >= 0
                        && shift <= LONG_DIGITS_MAX
                        && (shift + LONG_DIGITS_MAX <= target.precision
                                || digits < POWERS_OF_TEN[target.precision - shift]);
        if (!fits) {
            return false;
        }
        long high = Math.multiplyHigh(digits, POWERS_OF_TEN[shift]);
        long low = digits * POWERS_OF_TEN[shift];
        if (number.negative()) {
            low = -low;
            high = low == 0 ? -high : ~high;
        }
        vector.reserve(LARGE_BYTES);
        int end = vector.end();
        Words.put(vector.bytes(), end, Long.reverseBytes(high));
        Words.put(vector.bytes(), end + Long.BYTES, Long.reverseBytes(low));
        vector.appendWritten(LARGE_BYTES);
        return true;
    }
}
