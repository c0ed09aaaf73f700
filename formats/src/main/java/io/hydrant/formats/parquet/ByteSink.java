package io.hydrant.formats.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes in memory that grow as they are written; numbers are little-endian. For one thread.
///
/// Loops that must be fast call [#reserve] once and write into [#bytes] themselves.
final class ByteSink {
    static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /// What may be written beyond the end by loops that store eight bytes at a time.
    static final int SLACK = 16;

    private static final ValueLayout.OfLong LONG_LAYOUT =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    byte[] bytes = new byte[256];
    int size;

    void clear() {
        size = 0;
    }

    /// Makes room for `length` more bytes and the slack behind them.
    void reserve(long length) {
        long needed = size + length + SLACK;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new OutOfMemoryError("a Parquet page cannot hold " + needed + " bytes");
        }
        if (needed > bytes.length) {
            long doubled = Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16);
            bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, needed));
        }
    }

    void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    void putBytes(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    void putLongs(long[] source, int from, int count) {
        reserve(8L * count);
        MemorySegment.copy(source, from, MemorySegment.ofArray(bytes), LONG_LAYOUT, size, count);
        size += 8 * count;
    }

    /// A number in groups of seven bits, the lowest first (ULEB128).
    void putVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }
}
