package io.hydrant.formats.parquet;

import java.util.Arrays;

/// The distinct 64-bit values of a column chunk, in the order they came. For one thread.
///
/// A hash table with open addressing over the indices; it begins small and grows with the values,
/// so that small chunks neither allocate nor clear much.
final class LongDictionary {
    private static final int SLOTS_MIN_LOG2 = 8;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /// Values that are looked up together.
    private static final int BLOCK = 256;

    /// Indices of values plus one; 0 is free. Only the first `1 << slotsLog2` are in use.
    private int[] slots = new int[1 << SLOTS_MIN_LOG2];

    private int slotsLog2 = SLOTS_MIN_LOG2;
    private long[] values = new long[1 << SLOTS_MIN_LOG2 - 1];
    private int size;
    private long detoursLeft;

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
        detoursLeft = 16L * count + 1024;
        for (int from = 0; from < count; from += BLOCK) {
            int to = Math.min(from + BLOCK, count);
            guess(source, from, to, indices);
            for (int i = from; i < to; i++) {
                int found = indices[i];
                if (found == 0 || values[found - 1] != source[i]) {
                    found = findOrAdd(source[i], sizeMax);
                    if (found == 0) {
                        size = sizeBefore;
                        return false;
                    }
                }
                indices[i] = found - 1;
            }
        }
        return true;
    }

    /// Looks at the first slot of each value only. Without branches the processor fetches many
    /// slots at once, which counts where the table is larger than its cache.
    private void guess(long[] source, int from, int to, int[] indices) {
        int[] table = slots;
        int shift = 64 - slotsLog2;
        for (int i = from; i < to; i++) {
            indices[i] = table[(int) (source[i] * MULTIPLIER >>> shift)];
        }
    }

    /// The value's index plus one; 0 if it is new and cannot be added.
    private int findOrAdd(long value, int sizeMax) {
        int mask = (1 << slotsLog2) - 1;
        int slot = (int) (value * MULTIPLIER >>> 64 - slotsLog2);
        int found = slots[slot];
        while (found != 0 && values[found - 1] != value) {
            slot = slot + 1 & mask;
            found = slots[slot];
            detoursLeft--;
        }
        if (found != 0) {
            return found;
        }
        if (size >= sizeMax || detoursLeft < 0) {
            return 0;
        }
        add(value, slot);
        return size;
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
