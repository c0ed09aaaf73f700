package io.hydrant.formats.json.fast;

import java.math.BigInteger;

/// The double closest to a decimal number, ties to even.
///
/// The digits are multiplied with a power of five of 128 bits; the product's first bits are the
/// double's unless it is too close to a tie to say.
///
/// Source: D. Lemire, Number Parsing at a Gigabyte per Second, 2021, algorithm 1. Its way around
/// the product for numbers of few digits saves nothing here: two ways are guessed wrong too often.
final class BinaryFloat {
    /// The bits of no number.
    static final long UNDECIDED = -1;

    /// Powers of ten beyond this are left to the JDK.
    private static final int POWER_MAX = 128;

    /// The most negative power with which 64 bits of digits can be a tie, and then some.
    private static final int TIE_POWER_MAX = 27;

    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_BIAS = 1023;

    /// High and low half of the first 128 bits of each power of five, one pair behind the other.
    private static final long[] POWERS_OF_FIVE = powersOfFive();

    private BinaryFloat() {}

    /// The bits of the double closest to `digits * 10^power`, or [#UNDECIDED] if this cannot say.
    ///
    /// @param digits without sign
    static long bitsOf(long digits, int power) {
        if (digits == 0) {
            return 0;
        }
        if (power < -POWER_MAX || power > POWER_MAX) {
            return UNDECIDED;
        }
        return byProduct(digits, power);
    }

    private static long byProduct(long digits, int power) {
        int shift = Long.numberOfLeadingZeros(digits);
        long normal = digits << shift;
        int index = (power + POWER_MAX) * 2;
        long five = POWERS_OF_FIVE[index];
        long high = Math.unsignedMultiplyHigh(normal, five);
        long low = normal * five;
        if ((high & 0x1FF) == 0x1FF) {
            long more = Math.unsignedMultiplyHigh(normal, POWERS_OF_FIVE[index + 1]);
            low += more;
            if (Long.compareUnsigned(more, low) > 0) {
                high++;
            }
            if (low == -1) {
                return UNDECIDED;
            }
        }
        int upper = (int) (high >>> 63);
        int dropped = upper + 64 - MANTISSA_BITS - 3;
        long mantissa = high >>> dropped;
        int exponent = (217_706 * power >> 16) + 63 + upper - shift + EXPONENT_BIAS;
        if (exponent <= 0 || exponent >= 2 * EXPONENT_BIAS) {
            return UNDECIDED;
        }
        boolean tie =
                Long.compareUnsigned(low, 1) <= 0
                        && power >= -4
                        && power <= 23
                        && (mantissa & 3) == 1
                        && mantissa << dropped == high;
        if (tie) {
            mantissa--;
        }
        // Rounding up may carry into the exponent, which is just what has to happen then.
        long rounded = mantissa + (mantissa & 1) >>> 1;
        return rounded + ((long) (exponent - 1) << MANTISSA_BITS);
    }

    private static long[] powersOfFive() {
        long[] halves = new long[(2 * POWER_MAX + 1) * 2];
        for (int power = -POWER_MAX; power <= POWER_MAX; power++) {
            BigInteger bits = power < 0 ? reciprocalOfFive(-power) : leading(five(power));
            halves[(power + POWER_MAX) * 2] = bits.shiftRight(64).longValue();
            halves[(power + POWER_MAX) * 2 + 1] = bits.longValue();
        }
        return halves;
    }

    private static BigInteger five(int power) {
        return BigInteger.valueOf(5).pow(power);
    }

    /// The first 128 bits, cut off.
    private static BigInteger leading(BigInteger number) {
        return number.shiftLeft(128).shiftRight(number.bitLength());
    }

    /// The first 128 bits of `5^-power`; those of small powers are rounded up, so that a number
    /// that is exactly between two doubles gives a product that shows it.
    private static BigInteger reciprocalOfFive(int power) {
        BigInteger divisor = five(power);
        BigInteger quotient = BigInteger.ONE.shiftLeft(divisor.bitLength() + 127).divide(divisor);
        return power <= TIE_POWER_MAX ? quotient.add(BigInteger.ONE) : quotient;
    }
}
