package io.hydrant.wire.http;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Arrays for the bodies of large requests, used again and again: making and clearing a megabyte
/// for each costs more than reading it.
///
/// Holds arrays that nobody uses, up to a fixed number of [#ARRAY_BYTES] each; when there is none,
/// the caller makes its own and may leave it here. Safe for use by many threads.
public final class BodyPool {
    static final int ARRAY_BYTES = 1 << 20;

    private final BlockingQueue<byte[]> free;

    /// @param arraysMax how many unused arrays to keep
    public BodyPool(int arraysMax) {
        free = new ArrayBlockingQueue<>(arraysMax);
    }

    /// An array of any content, no longer in the pool.
    Optional<byte[]> take() {
        return Optional.ofNullable(free.poll());
    }

    /// Takes an array that nobody uses any more; drops those of another length and those beyond the
    /// bound.
    void leave(byte[] array) {
        if (array.length == ARRAY_BYTES) {
            free.offer(array);
        }
    }
}
