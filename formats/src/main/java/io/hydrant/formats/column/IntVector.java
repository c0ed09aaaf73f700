package io.hydrant.formats.column;

import java.util.Arrays;

/// Values of 32 bits: `boolean` (0 or 1), `tinyint`, `smallint`, `int`, `date` (days since
/// 1970-01-01), and `float` (its raw bits). For one thread.
public final class IntVector extends Vector {
    private int[] values = new int[0];

    public void append(int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, grown(values.length, count + 1));
        }
        values[count++] = value;
    }

    public int get(int index) {
        return values[index];
    }

    /// The slots themselves, for loops that must be fast; those from [#count()] on hold anything.
    public int[] values() {
        return values;
    }

    @Override
    public long bytesUsed() {
        return 4L * count;
    }

    @Override
    void appendEmptySlot() {
        append(0);
    }

    @Override
    void truncateSlots(int newCount) {}

    @Override
    long slotBytesHeld() {
        return 4L * values.length;
    }
}
