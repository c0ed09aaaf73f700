package io.hydrant.formats.row;

/// Counts and lengths in groups of 7 bits, the lowest first; the highest bit of each byte but the
/// last is set.
public final class VarInt {
    private static final int MORE = 0x80;

    private VarInt() {}

    /// Bytes that [#put] takes.
    public static int bytes(int value) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
        return (bits + 6) / 7;
    }

    /// Writes a value; returns what is behind it.
    ///
    /// @param value at least 0
    public static int put(byte[] target, int at, int value) {
        int left = value;
        int end = at;
        while (left >= MORE) {
            target[end++] = (byte) (left | MORE);
            left >>>= 7;
        }
        target[end++] = (byte) left;
        return end;
    }

    /// The value that was written there; [#bytes] of it are behind.
    public static int get(byte[] source, int at) {
        int value = source[at];
        if (value >= 0) {
            return value;
        }
        value &= MORE - 1;
        int end = at + 1;
        for (int shift = 7; ; shift += 7) {
            byte group = source[end++];
            value |= (group & (MORE - 1)) << shift;
            if (group >= 0) {
                return value;
            }
        }
    }
}
