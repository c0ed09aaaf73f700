package io.hydrant.delivery.gather;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// Arrays for chunks within a budget: those given back are kept for the next.
///
/// Sizes are powers of two from 512 bytes to 64 KiB; larger arrays are made as asked and not kept.
/// For many threads; the monitor is never held during I/O.
final class Chunks {
    static final int BYTES_MIN = 512;
    static final int BYTES_MAX = 64 << 10;

    /// Records from this size on get arrays of their own size: in others they would waste too much.
    static final int RECORD_BYTES_LARGE = 16 << 10;

    private static final int SIZES =
            Integer.numberOfTrailingZeros(BYTES_MAX) - Integer.numberOfTrailingZeros(BYTES_MIN) + 1;

    private final long bytesMax;
    private final ArrayDeque<byte[]>[] free = emptyLists();
    private long bytesFree;
    private long bytesInUse;

    Chunks(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private static ArrayDeque<byte[]>[] emptyLists() {
        ArrayDeque[] lists = new ArrayDeque[SIZES];
        for (int i = 0; i < SIZES; i++) {
            lists[i] = new ArrayDeque<byte[]>();
        }
        return lists;
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

    /// An empty chunk, if the budget allows it.
    ///
    /// @param bytes as [#bytesOfNext] says
    synchronized Optional<Chunk> take(int bytes) {
        if (isKept(bytes) && !listOf(bytes).isEmpty()) {
            bytesFree -= bytes;
            bytesInUse += bytes;
            return Optional.of(new Chunk(listOf(bytes).pop()));
        }
        if (bytesInUse + bytes > bytesMax) {
            return Optional.empty();
        }
        return Optional.of(takeBeyond(bytes));
    }

    /// An empty chunk, whatever the budget says.
    synchronized Chunk takeBeyond(int bytes) {
        for (int i = SIZES - 1; i >= 0 && bytesInUse + bytesFree + bytes > bytesMax; i--) {
            dropFree(i, bytesInUse + bytesFree + bytes - bytesMax);
        }
        bytesInUse += bytes;
        return new Chunk(new byte[bytes]);
    }

    private void dropFree(int list, long bytesTooMany) {
        long dropped = 0;
        while (dropped < bytesTooMany && !free[list].isEmpty()) {
            dropped += free[list].pop().length;
        }
        bytesFree -= dropped;
    }

    synchronized void giveBack(List<Chunk> chunks) {
        for (Chunk chunk : chunks) {
            byte[] bytes = chunk.bytes();
            bytesInUse -= bytes.length;
            if (isKept(bytes.length) && bytesInUse + bytesFree + bytes.length <= bytesMax) {
                bytesFree += bytes.length;
                listOf(bytes.length).push(bytes);
            }
        }
    }

    synchronized long bytesInUse() {
        return bytesInUse;
    }

    synchronized long bytesHeld() {
        return bytesInUse + bytesFree;
    }

    private static boolean isKept(int bytes) {
        return bytes >= BYTES_MIN && bytes <= BYTES_MAX && Integer.bitCount(bytes) == 1;
    }

    private ArrayDeque<byte[]> listOf(int bytes) {
        return free[
                Integer.numberOfTrailingZeros(bytes) - Integer.numberOfTrailingZeros(BYTES_MIN)];
    }
}
