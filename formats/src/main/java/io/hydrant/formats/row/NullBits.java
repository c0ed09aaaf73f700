package io.hydrant.formats.row;

import java.util.Arrays;

/// A bit per value, 1 for null; the first value's is the lowest of the first byte.
final class NullBits {
    private NullBits() {}

    static int bytes(int count) {
        return (count + 7) >>> 3;
    }

    /// Makes all `count` bits 0; returns what is behind them.
    static int clear(byte[] bytes, int at, int count) {
        int end = at + bytes(count);
        Arrays.fill(bytes, at, end, (byte) 0);
        return end;
    }

    static void set(byte[] bytes, int at, int index) {
        bytes[at + (index >>> 3)] |= (byte) (1 << (index & 7));
    }

    static boolean isSet(byte[] bytes, int at, int index) {
        return (bytes[at + (index >>> 3)] >>> (index & 7) & 1) != 0;
    }
}
