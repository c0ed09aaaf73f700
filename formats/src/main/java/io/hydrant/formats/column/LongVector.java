package io.hydrant.formats.column;

import java.util.Arrays;

/// Values of 64 bits: `bigint`, `timestamp` (nanoseconds since 1970-01-01T00:00:00Z), `double` (its
/// raw bits), and `decimal` of up to 18 digits (the unscaled value). For one thread.
public final class LongVector extends Vector {
    private long[] values = new long[0];

    public void append(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, grown(values.length, count + 1));
        }
        values[count++] = value;
    }

    public long get(int index) {
        return values[index];
    }

    /// The slots themselves, for loops that must be fast; those from [#count()] on hold anything.
    public long[] values() {
        return values;
    }

    @Override
    public long bytesUsed() {
        return 8L * count;
    }

    @Override
    void appendEmptySlot() {
        append(0);
    }

    @Override
    void truncateSlots(int newCount) {}

    @Override
    long slotBytesHeld() {
        return 8L * values.length;
    }
}
