package io.hydrant.wire.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Arrays for the bodies of large requests, used again and again: making and clearing a megabyte
/// for each costs more than reading it.
///
/// Keeps arrays that nobody uses, up to a fixed number of [#ARRAY_BYTES] each. Safe for use by many
/// threads.
public final class BodyPool {
    static final int ARRAY_BYTES = 1 << 20;

    private final BlockingQueue<byte[]> free;

    /// @param arraysMax how many unused arrays to keep
    public BodyPool(int arraysMax) {
        free = new ArrayBlockingQueue<>(arraysMax);
    }

    /// An array of any content, no longer in the pool; a new one when the pool is empty.
    byte[] take() {
        byte[] kept = free.poll();
        return kept == null ? new byte[ARRAY_BYTES] : kept;
    }

    /// Takes an array that nobody uses any more; drops those of another length and those beyond the
    /// bound.
    void leave(byte[] array) {
        if (array.length == ARRAY_BYTES) {
            free.offer(array);
        }
    }
}
