package io.hydrant.formats.json.value;

import io.hydrant.formats.schema.HiveType;

/// Reads numbers of any length into decimals of up to 38 digits. For one thread.
///
/// Digits behind the scale are rounded half up, away from zero, as `HiveDecimal` does. A number
/// whose whole part has more digits than the type is refused rather than made null.
public final class Decimals {
    /// How a text was understood.
    public enum Outcome {
        READ,
        NO_NUMBER,
        OUT_OF_RANGE
    }

    private static final int LONG_DIGITS_MAX = 18;

    private final NumberText number = new NumberText();
    private long high;
    private long low;

    /// The unscaled value last read, if the precision was at most 18.
    public long unscaled() {
        return low;
    }

    /// Writes the unscaled value last read: 16 bytes, two's complement, big-endian.
    public void write(byte[] target, int offset) {
        for (int i = 0; i < 8; i++) {
            target[offset + i] = (byte) (high >>> (56 - 8 * i));
            target[offset + 8 + i] = (byte) (low >>> (56 - 8 * i));
        }
    }

    /// Reads a number in JSON's form, or what `BigDecimal` takes beyond it: `+1`, `1.`, `.5`.
    public Outcome parse(byte[] bytes, int from, int to, HiveType.Decimal type) {
        if (!number.scan(bytes, from, to)) {
            return Outcome.NO_NUMBER;
        }
        high = 0;
        low = 0;
        if (number.isZero()) {
            return Outcome.READ;
        }
        if (number.wholeDigits() > type.precision() - type.scale()) {
            return Outcome.OUT_OF_RANGE;
        }
        long count = number.wholeDigits() + type.scale();
        if (count < 0) {
            return Outcome.READ;
        }
        number.startAt(number.wholeDigits());
        boolean onlyNines = take((int) count);
        if (number.next() >= 5) {
            if (onlyNines && count == type.precision()) {
                return Outcome.OUT_OF_RANGE;
            }
            low++;
            high += low == 0 ? 1 : 0;
        }
        if (number.isNegative()) {
            high = ~high + (low == 0 ? 1 : 0);
            low = -low;
        }
        return Outcome.READ;
    }

    /// Takes so many digits.
    ///
    /// @return whether all of them are nines
    private boolean take(int count) {
        boolean onlyNines = true;
        for (int i = 0; i < count; i++) {
            int digit = number.next();
            onlyNines &= digit == 9;
            if (i < LONG_DIGITS_MAX) {
                low = low * 10 + digit;
            } else {
                high = high * 10 + Math.unsignedMultiplyHigh(low, 10);
                low = low * 10 + digit;
                high += Long.compareUnsigned(low, digit) < 0 ? 1 : 0;
            }
        }
        return onlyNines;
    }
}
