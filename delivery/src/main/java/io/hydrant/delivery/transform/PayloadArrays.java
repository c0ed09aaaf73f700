package io.hydrant.delivery.transform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Arrays for events, for answers and for the data in them, used again. Safe for use by many
/// threads.
///
/// New ones of some megabytes for each batch would be cleared by the JVM, found in none of the
/// processor's caches, and copied by the garbage collector. Those that nobody uses are kept up to a
/// bound, the youngest ones. Whoever gives an array back has the only reference that is used.
final class PayloadArrays {
    /// Keeps none.
    static final PayloadArrays NONE = new PayloadArrays(0);

    private static final int STEP_BYTES = 256 << 10;

    /// What an array that is used again may be too long by.
    private static final int SURPLUS_BYTES_MAX = 1 << 20;

    private final long bytesMax;
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private long bytesKept;

    /// @param bytesMax of arrays that nobody uses
    PayloadArrays(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// An array of at least so many bytes, with anything in it.
    synchronized byte[] take(int bytes) {
        if (bytes < STEP_BYTES || bytesMax == 0) {
            return new byte[bytes];
        }
        Iterator<byte[]> youngestFirst = kept.descendingIterator();
        while (youngestFirst.hasNext()) {
            byte[] next = youngestFirst.next();
            if (next.length >= bytes && next.length - bytes <= SURPLUS_BYTES_MAX) {
                youngestFirst.remove();
                bytesKept -= next.length;
                return next;
            }
        }
        return new byte[Math.ceilDiv(bytes, STEP_BYTES) * STEP_BYTES];
    }

    /// Nobody else uses the array.
    synchronized void give(byte[] array) {
        if (array.length < STEP_BYTES || array.length > bytesMax) {
            return;
        }
        kept.addLast(array);
        bytesKept += array.length;
        while (bytesKept > bytesMax) {
            bytesKept -= kept.removeFirst().length;
        }
    }
}
