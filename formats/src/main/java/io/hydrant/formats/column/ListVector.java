package io.hydrant.formats.column;

import java.util.Arrays;

/// Values of type `array`. Append the elements to [#elements()], then call [#endList()]. For one
/// thread.
public final class ListVector extends Vector {
    private final Vector elements;
    private int[] ends = new int[0];

    ListVector(Vector elements) {
        this.elements = elements;
    }

    public Vector elements() {
        return elements;
    }

    /// All elements appended since the last list are the next one.
    public void endList() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, grown(ends.length, count + 1));
        }
        ends[count++] = elements.count();
    }

    /// The first element of list `index`.
    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /// The element behind the last one of list `index`.
    public int end(int index) {
        return ends[index];
    }

    /// Forgets elements that belong to no list yet.
    public void dropOpen() {
        elements.truncate(start(count));
    }

    @Override
    public long bytesUsed() {
        return 4L * count + elements.bytesUsed();
    }

    @Override
    void appendEmptySlot() {
        endList();
    }

    @Override
    void truncateSlots(int newCount) {
        elements.truncate(start(newCount));
    }

    @Override
    long slotBytesHeld() {
        return 4L * ends.length + elements.bytesHeld();
    }
}
