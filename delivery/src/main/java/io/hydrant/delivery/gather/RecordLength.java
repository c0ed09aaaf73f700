package io.hydrant.delivery.gather;

/// The length in front of a record: groups of 7 bits, the lowest first, the highest bit of each
/// byte but the last is set.
final class RecordLength {
    private static final int MORE = 0x80;

    private RecordLength() {}

    /// Bytes that [#put] takes.
    static int bytes(int length) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length | 1);
        return (bits + 6) / 7;
    }

    /// Writes a length; returns what is behind it.
    ///
    /// @param length at least 0
    static int put(byte[] target, int at, int length) {
        int left = length;
        int end = at;
        while (left >= MORE) {
            target[end++] = (byte) (left | MORE);
            left >>>= 7;
        }
        target[end++] = (byte) left;
        return end;
    }

    /// The length that was written there; [#bytes] of it are behind.
    static int get(byte[] source, int at) {
        int length = source[at];
        if (length >= 0) {
            return length;
        }
        length &= MORE - 1;
        int end = at + 1;
        for (int shift = 7; ; shift += 7) {
            byte group = source[end++];
            length |= (group & (MORE - 1)) << shift;
            if (group >= 0) {
                return length;
            }
        }
    }
}
