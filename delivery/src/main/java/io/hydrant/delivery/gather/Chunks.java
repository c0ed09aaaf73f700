package io.hydrant.delivery.gather;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chunks within a budget: those given back are kept for the next.
///
/// Sizes are powers of two from 512 bytes to 64 KiB. Where one is out another one does: chunks live
/// so long that they are expensive garbage. Larger ones are made as asked and not kept.
///
/// For many threads; the monitor is never held during I/O.
final class Chunks {
    /// Records from this size on get chunks of their own size: in others they would waste too much.
    static final int RECORD_BYTES_LARGE = 16 << 10;

    private static final int BYTES_MIN = 512;
    private static final int BYTES_MAX = 64 << 10;
    private static final int SIZES =
            Integer.numberOfTrailingZeros(BYTES_MAX) - Integer.numberOfTrailingZeros(BYTES_MIN) + 1;

    private final long bytesMax;

    /// By size, the smallest first.
    private final List<ArrayDeque<Chunk>> free = new ArrayList<>();

    private long bytesFree;
    private long bytesInUse;

    Chunks(long bytesMax) {
        this.bytesMax = bytesMax;
        for (int i = 0; i < SIZES; i++) {
            free.add(new ArrayDeque<>());
        }
    }

    /// An empty chunk, if the budget allows it; of another size where that saves making one.
    ///
    /// @param bytes as [#bytesOfNext] says
    /// @param recordBytes as there
    synchronized Optional<Chunk> take(int bytes, int recordBytes) {
        int index = indexOf(bytes);
        if (index >= 0 && !free.get(index).isEmpty()) {
            return Optional.of(takeFree(index));
        }
        boolean room = bytesInUse + bytesFree + bytes <= bytesMax;
        int other = room || index < 0 ? -1 : otherSize(index, recordBytes + Chunk.SLACK_BYTES);
        if (other >= 0) {
            return Optional.of(takeFree(other));
        }
        return bytesInUse + bytes > bytesMax ? Optional.empty() : Optional.of(takeBeyond(bytes));
    }

    /// An empty chunk, whatever the budget says.
    synchronized Chunk takeBeyond(int bytes) {
        for (int i = SIZES - 1; i >= 0; i--) {
            while (bytesInUse + bytesFree + bytes > bytesMax && !free.get(i).isEmpty()) {
                free.get(i).pop();
                bytesFree -= bytes(i);
            }
        }
        bytesInUse += bytes;
        return new Chunk(new byte[bytes]);
    }

    /// How large the next chunk of a store should be: at most half of what it has, so that no store
    /// holds much more than its records need.
    ///
    /// @param recordBytes of the record that the chunk is for, with its length in front
    static int bytesOfNext(long bytesHeld, int recordBytes) {
        int least = recordBytes + Chunk.SLACK_BYTES;
        if (least >= RECORD_BYTES_LARGE) {
            return least;
        }
        int wanted = Math.clamp(Long.highestOneBit(bytesHeld / 2), BYTES_MIN, BYTES_MAX);
        int needed = Integer.highestOneBit(Math.max(least - 1, 1)) * 2;
        return Math.max(wanted, needed);
    }

    private static int bytes(int index) {
        return BYTES_MIN << index;
    }

    /// Negative if chunks of this size are not kept.
    private static int indexOf(int bytes) {
        boolean kept = bytes >= BYTES_MIN && bytes <= BYTES_MAX && Integer.bitCount(bytes) == 1;
        return kept
                ? Integer.numberOfTrailingZeros(bytes) - Integer.numberOfTrailingZeros(BYTES_MIN)
                : -1;
    }

    /// The next larger size, else a smaller one that is enough; negative if neither is free.
    private int otherSize(int index, int least) {
        if (index + 1 < SIZES && !free.get(index + 1).isEmpty()) {
            return index + 1;
        }
        for (int i = index - 1; i >= 0 && bytes(i) >= least; i--) {
            if (!free.get(i).isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    private Chunk takeFree(int index) {
        Chunk chunk = free.get(index).pop();
        bytesFree -= bytes(index);
        bytesInUse += bytes(index);
        return chunk;
    }

    /// @param chunks nobody uses any more
    synchronized void giveBack(List<Chunk> chunks) {
        for (Chunk chunk : chunks) {
            int bytes = chunk.bytes().length;
            bytesInUse -= bytes;
            int index = indexOf(bytes);
            if (index >= 0 && bytesInUse + bytesFree + bytes <= bytesMax) {
                bytesFree += bytes;
                chunk.clear();
                free.get(index).push(chunk);
            }
        }
    }

    synchronized long bytesInUse() {
        return bytesInUse;
    }

    synchronized long bytesHeld() {
        return bytesInUse + bytesFree;
    }
}
