package io.hydrant.formats.parquet;

import java.util.Arrays;

/// The distinct 64-bit values of a column chunk, in the order they came. For one thread.
///
/// A hash table with open addressing over the indices; it begins small and grows with the values,
/// so that small chunks neither allocate nor clear much.
final class LongDictionary {
    private static final int SLOTS_MIN_LOG2 = 8;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /// Indices of values plus one; 0 is free. Only the first `1 << slotsLog2` are in use.
    private int[] slots = new int[1 << SLOTS_MIN_LOG2];

    private int slotsLog2 = SLOTS_MIN_LOG2;
    private long[] values = new long[1 << SLOTS_MIN_LOG2 - 1];
    private int size;

    int size() {
        return size;
    }

    long[] values() {
        return values;
    }

    /// Finds the indices of `count` values, adding those that are new.
    ///
    /// @param sizeMax how many values there may be
    /// @return whether it was done: not if there would be too many values, or if so many fall on
    ///   the same slots that they seem made for it. Then the dictionary is as it was before, and
    ///   must not be added to any more.
    boolean index(long[] source, int count, int sizeMax, int[] indices) {
        int sizeBefore = size;
        long detoursMax = 16L * count + 1024;
        long detours = 0;
        int[] table = slots;
        long[] known = values;
        int mask = (1 << slotsLog2) - 1;
        int shift = 64 - slotsLog2;
        for (int i = 0; i < count; i++) {
            long value = source[i];
            int slot = (int) (value * MULTIPLIER >>> shift);
            int found = table[slot];
            while (found != 0 && known[found - 1] != value) {
                slot = slot + 1 & mask;
                found = table[slot];
                detours++;
            }
            if (found == 0) {
                if (size >= sizeMax || detours > detoursMax) {
                    size = sizeBefore;
                    return false;
                }
                add(value, slot);
                found = size;
                table = slots;
                known = values;
                mask = (1 << slotsLog2) - 1;
                shift = 64 - slotsLog2;
            }
            indices[i] = found - 1;
        }
        return true;
    }

    private void add(long value, int slot) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        slots[slot] = size;
        if (size << 1 > 1 << slotsLog2) {
            rehash();
        }
    }

    private void rehash() {
        int used = 1 << slotsLog2;
        slotsLog2 += 2;
        int needed = 1 << slotsLog2;
        if (slots.length < needed) {
            slots = new int[needed];
        } else {
            Arrays.fill(slots, 0, used, 0);
        }
        int mask = needed - 1;
        for (int i = 0; i < size; i++) {
            int slot = (int) (values[i] * MULTIPLIER >>> 64 - slotsLog2);
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = i + 1;
        }
    }

    /// Takes back the values from `newSize` on. Nothing can be added afterwards.
    void cutTo(int newSize) {
        size = newSize;
    }

    /// Forgets all values; the memory is kept.
    void clear() {
        Arrays.fill(slots, 0, 1 << slotsLog2, 0);
        slotsLog2 = SLOTS_MIN_LOG2;
        size = 0;
    }

    long bytesHeld() {
        return 4L * slots.length + 8L * values.length;
    }
}
