package io.hydrant.formats.parquet;

import java.util.Arrays;
import java.util.Optional;

/// Bounds of numbers, of a page and of all pages of a chunk. For one thread.
///
/// Numbers are compared as signed integers; the bits of floating point are turned so that this
/// gives their order. A page with a NaN has no bounds, and neither has its chunk: engines that sort
/// NaN above all would else skip rows that they look for. A bound that is zero is written as -0.0
/// below and +0.0 above.
///
/// Source: Parquet format, ColumnOrder in parquet.thrift.
final class NumberBounds {
    private final Leaf.Order order;
    private final int widthBytes;

    /// The bits to be turned over in negative numbers.
    private final long turned;

    private final long keyMin;
    private final long keyMax;

    private boolean pageBounded;
    private long pageMin;
    private long pageMax;
    private boolean chunkBounded;
    private boolean chunkUnbounded;
    private long chunkMin;
    private long chunkMax;
    private boolean ascending = true;
    private boolean descending = true;
    private long lastMin;
    private long lastMax;

    NumberBounds(Leaf.Order order, int widthBytes) {
        this.order = order;
        this.widthBytes = widthBytes;
        this.turned =
                switch (order) {
                    case FLOAT -> Integer.MAX_VALUE;
                    case DOUBLE -> Long.MAX_VALUE;
                    case SIGNED, BIG_ENDIAN, BYTES, NONE -> 0;
                };
        long infinity =
                switch (order) {
                    case FLOAT -> Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
                    case DOUBLE -> Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
                    case SIGNED, BIG_ENDIAN, BYTES, NONE -> Long.MAX_VALUE;
                };
        // The key of a negative number is that of the positive one with all bits turned.
        this.keyMin = ~infinity;
        this.keyMax = infinity;
    }

    /// Its own inverse.
    private static long key(long value, long turned) {
        return value ^ value >> 63 & turned;
    }

    /// Looks at the values of a page.
    void setPage(long[] values, int count) {
        pageBounded = false;
        if (count == 0 || order == Leaf.Order.NONE) {
            return;
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long key = values[i] ^ values[i] >> 63 & turned;
            min = Math.min(min, key);
            max = Math.max(max, key);
        }
        if (min < keyMin || max > keyMax) {
            chunkUnbounded = true;
            return;
        }
        pageBounded = true;
        pageMin = min;
        pageMax = max;
        addToChunk();
    }

    private void addToChunk() {
        if (!chunkBounded) {
            chunkBounded = true;
            chunkMin = pageMin;
            chunkMax = pageMax;
        } else {
            ascending &= pageMin >= lastMin && pageMax >= lastMax;
            descending &= pageMin <= lastMin && pageMax <= lastMax;
            chunkMin = Math.min(chunkMin, pageMin);
            chunkMax = Math.max(chunkMax, pageMax);
        }
        lastMin = pageMin;
        lastMax = pageMax;
    }

    Optional<Bounds> page() {
        return pageBounded ? Optional.of(bounds(pageMin, pageMax)) : Optional.empty();
    }

    Optional<Bounds> chunk() {
        return chunkBounded && !chunkUnbounded
                ? Optional.of(bounds(chunkMin, chunkMax))
                : Optional.empty();
    }

    int boundaryOrder() {
        if (ascending) {
            return 1;
        }
        return descending ? 2 : 0;
    }

    void clear() {
        pageBounded = false;
        chunkBounded = false;
        chunkUnbounded = false;
        ascending = true;
        descending = true;
    }

    private Bounds bounds(long min, long max) {
        long low = key(min, turned);
        long high = key(max, turned);
        if (order == Leaf.Order.FLOAT || order == Leaf.Order.DOUBLE) {
            low = low == 0 ? key(-1, turned) : low;
            high = max == -1 ? 0 : high;
        }
        return new Bounds(bytesOf(low), bytesOf(high), true, true);
    }

    private byte[] bytesOf(long value) {
        byte[] bytes = new byte[Math.max(widthBytes, Long.BYTES)];
        if (order == Leaf.Order.BIG_ENDIAN) {
            for (int i = 0; i < widthBytes; i++) {
                bytes[i] = (byte) (value >> 8 * (widthBytes - 1 - i));
            }
        } else {
            ByteSink.LONG.set(bytes, 0, value);
        }
        return bytes.length == widthBytes ? bytes : Arrays.copyOf(bytes, widthBytes);
    }
}
