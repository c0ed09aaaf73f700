package io.hydrant.formats.column;

import java.util.Arrays;

/// Values of type `map`. Append keys and values in pairs, then call [#endMap()]. Keys are never
/// null. For one thread.
public final class MapVector extends Vector {
    private final Vector keys;
    private final Vector values;
    private int[] ends = new int[0];

    MapVector(Vector keys, Vector values) {
        this.keys = keys;
        this.values = values;
    }

    public Vector keys() {
        return keys;
    }

    public Vector values() {
        return values;
    }

    /// All pairs appended since the last map are the next one.
    public void endMap() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, grown(ends.length, count + 1));
        }
        ends[count++] = keys.count();
    }

    /// The first pair of map `index`.
    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /// The pair behind the last one of map `index`.
    public int end(int index) {
        return ends[index];
    }

    /// Forgets pairs that belong to no map yet.
    public void dropOpen() {
        keys.truncate(start(count));
        values.truncate(start(count));
    }

    @Override
    public long bytesUsed() {
        return 4L * count + keys.bytesUsed() + values.bytesUsed();
    }

    @Override
    void appendEmptySlot() {
        endMap();
    }

    @Override
    void truncateSlots(int newCount) {
        keys.truncate(start(newCount));
        values.truncate(start(newCount));
    }

    @Override
    long slotBytesHeld() {
        return 4L * ends.length + keys.bytesHeld() + values.bytesHeld();
    }
}
