package io.hydrant.formats.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in arrays of bytes.
final class LittleEndian {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MORE = 0x80;

    private LittleEndian() {}

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /// Bytes that [#putCount] takes.
    static int countBytes(int count) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count | 1);
        return (bits + 6) / 7;
    }

    /// Writes a count in groups of 7 bits, the lowest first; returns what is behind it.
    ///
    /// @param count at least 0
    static int putCount(byte[] bytes, int at, int count) {
        int left = count;
        int end = at;
        while (left >= MORE) {
            bytes[end++] = (byte) (left | MORE);
            left >>>= 7;
        }
        bytes[end++] = (byte) left;
        return end;
    }

    /// The count that was written there; [#countBytes] of it are behind.
    static int getCount(byte[] bytes, int at) {
        int count = bytes[at];
        if (count >= 0) {
            return count;
        }
        count &= MORE - 1;
        int end = at + 1;
        for (int shift = 7; ; shift += 7) {
            byte group = bytes[end++];
            count |= (group & (MORE - 1)) << shift;
            if (group >= 0) {
                return count;
            }
        }
    }
}
