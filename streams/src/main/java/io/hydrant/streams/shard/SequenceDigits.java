package io.hydrant.streams.shard;

import java.nio.charset.StandardCharsets;

/// Writes the decimal digits of the numbers of neighbouring records, one after another. For one
/// thread; may be started anew.
///
/// The numbers of neighbours in a frame differ by 2^80, so each is made from the one before it by
/// an addition of decimal limbs, without dividing large numbers.
public final class SequenceDigits {
    /// All numbers have as many: 2 * 2^184 and 3 * 2^184 do.
    public static final int CHARS = 56;

    private static final int LIMB = 100_000_000;
    private static final int LIMB_CHARS = 8;
    private static final int LIMBS = CHARS / LIMB_CHARS;

    /// 2^80 = 1,208,925,819,614,629,174,706,176, lowest first.
    private static final int[] STEP = {74_706_176, 96_146_291, 20_892_581, 1};

    private static final byte[] PAIRS = pairs();

    private final int[] limbs = new int[LIMBS];
    private final int[] words = new int[6];
    private final byte[] digits = new byte[CHARS];

    /// @return this, standing at a number
    public SequenceDigits startAt(SequenceNumber number) {
        split(number.high(), 0);
        split(number.middle(), 2);
        split(number.low(), 4);
        for (int limb = 0; limb < LIMBS; limb++) {
            long rest = 0;
            for (int word = 0; word < words.length; word++) {
                long part = rest << Integer.SIZE | Integer.toUnsignedLong(words[word]);
                words[word] = (int) (part / LIMB);
                rest = part % LIMB;
            }
            limbs[limb] = (int) rest;
            show(limb);
        }
        return this;
    }

    /// Moves to the number of the next record of the frame.
    public void next() {
        int carry = 0;
        for (int limb = 0; limb < LIMBS && (limb < STEP.length || carry > 0); limb++) {
            int sum = limbs[limb] + (limb < STEP.length ? STEP[limb] : 0) + carry;
            carry = sum >= LIMB ? 1 : 0;
            limbs[limb] = sum - carry * LIMB;
            show(limb);
        }
    }

    /// Writes [#CHARS] ASCII digits.
    public void copyTo(byte[] out, int start) {
        System.arraycopy(digits, 0, out, start, CHARS);
    }

    @Override
    public String toString() {
        return new String(digits, StandardCharsets.US_ASCII);
    }

    private void split(long bits, int word) {
        words[word] = (int) (bits >>> Integer.SIZE);
        words[word + 1] = (int) bits;
    }

    private void show(int limb) {
        int at = CHARS - (limb + 1) * LIMB_CHARS;
        int upper = limbs[limb] / 10_000;
        int lower = limbs[limb] % 10_000;
        pair(upper / 100, at);
        pair(upper % 100, at + 2);
        pair(lower / 100, at + 4);
        pair(lower % 100, at + 6);
    }

    private void pair(int value, int at) {
        digits[at] = PAIRS[2 * value];
        digits[at + 1] = PAIRS[2 * value + 1];
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int value = 0; value < 100; value++) {
            pairs[2 * value] = (byte) ('0' + value / 10);
            pairs[2 * value + 1] = (byte) ('0' + value % 10);
        }
        return pairs;
    }
}
