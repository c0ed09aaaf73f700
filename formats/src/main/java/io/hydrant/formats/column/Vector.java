package io.hydrant.formats.column;

import java.util.Arrays;

/// The values of one column, or of the elements, keys, values or members of a nested one.
///
/// Every value has a slot, also those that are null. For one thread.
public abstract sealed class Vector
        permits IntVector, LongVector, BytesVector, ListVector, MapVector, StructVector {
    static final int SLOTS_MIN = 16;

    private boolean[] nulls = new boolean[0];
    private int nullsEnd;

    /// Slots in use.
    protected int count;

    Vector() {}

    /// How many values there are, nulls included.
    public final int count() {
        return count;
    }

    public final boolean isNull(int index) {
        return index < nullsEnd && nulls[index];
    }

    /// Whether no value is null: then nobody needs to ask for each.
    public final boolean hasNoNulls() {
        for (int i = Math.min(nullsEnd, count) - 1; i >= 0; i--) {
            if (nulls[i]) {
                return false;
            }
        }
        return true;
    }

    /// Appends a null. What is inside a nested vector gets what its shape needs.
    public final void appendNull() {
        if (nulls.length <= count) {
            nulls = Arrays.copyOf(nulls, grown(nulls.length, count + 1));
        }
        if (nullsEnd < count) {
            Arrays.fill(nulls, nullsEnd, count, false);
        }
        nulls[count] = true;
        nullsEnd = count + 1;
        appendEmptySlot();
    }

    /// Forgets all values from `newCount` on, also those inside.
    public final void truncate(int newCount) {
        truncateSlots(newCount);
        count = newCount;
        nullsEnd = Math.min(nullsEnd, newCount);
    }

    /// Memory held, in use or not.
    public final long bytesHeld() {
        return nulls.length + slotBytesHeld();
    }

    /// Memory that the values need, roughly: what a copy of them would hold.
    public abstract long bytesUsed();

    /// Takes one slot for a null and counts it.
    abstract void appendEmptySlot();

    abstract void truncateSlots(int newCount);

    abstract long slotBytesHeld();

    static int grown(int length, int needed) {
        if (needed < 0) {
            throw new OutOfMemoryError("a column vector cannot hold more than 2 GiB");
        }
        long doubled = Math.max(SLOTS_MIN, (long) length * 2);
        return Math.clamp(doubled, needed, Integer.MAX_VALUE - 16);
    }
}
