package io.hydrant.streams.log.segmented;

import java.util.Arrays;

/// Where some of a segment's frames start: one in so many bytes of file. Safe for use by many
/// threads.
///
/// It is filled from the segment's start on, by whoever passes; an entry is added only behind the
/// last one, so that what is indexed has no holes.
final class SparseIndex {
    private final long everyBytes;
    private long[] offsets = new long[4];
    private long[] arrivals = new long[4];
    private long[] positions = new long[4];
    private int count;

    /// @param first the segment's first frame, whether or not it is there yet
    SparseIndex(long everyBytes, Entry first) {
        this.everyBytes = everyBytes;
        put(first);
    }

    /// Takes an entry that lies far enough behind the last one.
    synchronized void offer(Entry entry) {
        if (entry.position() - positions[count - 1] >= everyBytes) {
            put(entry);
        }
    }

    /// The last known frame at or below an offset, else the first.
    synchronized Entry floorOfOffset(long offset) {
        int found = Arrays.binarySearch(offsets, 0, count, offset);
        return entry(found >= 0 ? found : Math.max(0, -found - 2));
    }

    /// The last known frame that arrived before an instant, else the first.
    synchronized Entry floorOfArrival(long arrivalMillis) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrivals[middle] < arrivalMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return entry(Math.max(0, low - 1));
    }

    private void put(Entry entry) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            arrivals = Arrays.copyOf(arrivals, count * 2);
            positions = Arrays.copyOf(positions, count * 2);
        }
        offsets[count] = entry.offset();
        arrivals[count] = entry.arrivalMillis();
        positions[count] = entry.position();
        count++;
    }

    private Entry entry(int index) {
        return new Entry(offsets[index], arrivals[index], positions[index]);
    }

    /// @param position where the frame's head starts in the file
    record Entry(long offset, long arrivalMillis, long position) {}
}
