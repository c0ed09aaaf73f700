package io.hydrant.formats.parquet;

import java.util.Arrays;

/// The distinct byte strings of a column chunk, in the order they came. For one thread.
///
/// A hash table as in [LongDictionary]; hashes are kept so that only likely matches are compared.
final class BytesDictionary {
    private static final int SLOTS_MIN_LOG2 = 8;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /// Indices of values plus one; 0 is free. Only the first `1 << slotsLog2` are in use.
    private int[] slots = new int[1 << SLOTS_MIN_LOG2];

    private int slotsLog2 = SLOTS_MIN_LOG2;
    private long[] hashes = new long[1 << SLOTS_MIN_LOG2 - 1];
    private int[] ends = new int[1 << SLOTS_MIN_LOG2 - 1];
    private byte[] bytes = new byte[1 << SLOTS_MIN_LOG2];
    private int size;

    int size() {
        return size;
    }

    /// The bytes of all values, one after the other.
    byte[] bytes() {
        return bytes;
    }

    int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    int end(int index) {
        return ends[index];
    }

    /// Where the next value's bytes would begin.
    int bytesUsed() {
        return start(size);
    }

    /// A hash of all the bytes; the high bits are the good ones.
    static long hash(byte[] source, int from, int to) {
        long hash = (to - from) * MULTIPLIER;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (long) ByteSink.LONG.get(source, at)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 8 | source[at] & 0xFF;
        }
        hash = (hash ^ rest) * MULTIPLIER;
        return (hash ^ hash >>> 29) * MULTIPLIER;
    }

    /// Finds the indices of the values in `source`, adding those that are new.
    ///
    /// @param valueEnds where each value ends; the first begins at 0
    /// @param bytesMax what the values may take, each with `overhead` bytes
    /// @return whether it was done, as [LongDictionary#index]
    boolean index(Strings values, int overhead, int bytesMax, int[] indices) {
        int sizeBefore = size;
        long detoursLeft = 16L * values.count() + 1024;
        byte[] source = values.bytes();
        int from = 0;
        for (int i = 0; i < values.count(); i++) {
            int to = values.ends()[i];
            long hash = hash(source, from, to);
            int mask = (1 << slotsLog2) - 1;
            int slot = (int) (hash >>> 64 - slotsLog2);
            int found = slots[slot];
            while (found != 0 && !isAt(found - 1, hash, source, from, to)) {
                slot = slot + 1 & mask;
                found = slots[slot];
                detoursLeft--;
            }
            if (found == 0) {
                long needed = bytesUsed() + (long) to - from + (long) overhead * (size + 1);
                if (needed > bytesMax || detoursLeft < 0) {
                    size = sizeBefore;
                    return false;
                }
                add(source, from, to, hash);
                slots[slot] = size;
                found = size;
                if (size << 1 > 1 << slotsLog2) {
                    rehash();
                }
            }
            indices[i] = found - 1;
            from = to;
        }
        return true;
    }

    /// @param bytes of all values, one after the other
    /// @param ends where each value ends
    record Strings(byte[] bytes, int[] ends, int count) {}

    private boolean isAt(int index, long hash, byte[] source, int from, int to) {
        return hashes[index] == hash
                && Arrays.equals(bytes, start(index), ends[index], source, from, to);
    }

    private void add(byte[] source, int from, int to, long hash) {
        int start = bytesUsed();
        int length = to - from;
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, 2 * bytes.length));
        }
        System.arraycopy(source, from, bytes, start, length);
        ends[size] = start + length;
        hashes[size++] = hash;
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
            int slot = (int) (hashes[i] >>> 64 - slotsLog2);
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
        return 4L * slots.length + 8L * hashes.length + 4L * ends.length + bytes.length;
    }
}
