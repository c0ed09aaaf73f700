package io.hydrant.functions.mapping.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Memory that all mappings share for the events that are with functions. Safe for use by many
/// threads; who comes first is served first.
final class MemoryBudget {
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Claim> waiting = new ArrayDeque<>();
    private long bytesLeft;

    MemoryBudget(long bytesMax) {
        this.bytesMax = bytesMax;
        this.bytesLeft = bytesMax;
    }

    /// Asks for memory, which is there at once or later.
    ///
    /// @param bytes more than there is at all counts as all there is
    /// @param whenGranted called on any thread when it was not there at once; must not block
    Claim claim(long bytes, Runnable whenGranted) {
        Claim claim = new Claim(Math.min(bytes, bytesMax), whenGranted);
        lock.lock();
        try {
            waiting.add(claim);
            grant();
        } finally {
            lock.unlock();
        }
        return claim;
    }

    long bytesInUse() {
        lock.lock();
        try {
            return bytesMax - bytesLeft;
        } finally {
            lock.unlock();
        }
    }

    private List<Claim> grant() {
        List<Claim> granted = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().bytes <= bytesLeft) {
            Claim next = waiting.remove();
            bytesLeft -= next.bytes;
            next.granted = true;
            granted.add(next);
        }
        return granted;
    }

    /// Close it to give the memory back, or to wait no more.
    final class Claim implements AutoCloseable {
        private final long bytes;
        private final Runnable whenGranted;
        private volatile boolean granted;
        private boolean closed;

        private Claim(long bytes, Runnable whenGranted) {
            this.bytes = bytes;
            this.whenGranted = whenGranted;
        }

        boolean isGranted() {
            return granted;
        }

        @Override
        public void close() {
            List<Claim> next;
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
                if (granted) {
                    bytesLeft += bytes;
                } else {
                    waiting.remove(this);
                }
                next = grant();
            } finally {
                lock.unlock();
            }
            next.forEach(claim -> claim.whenGranted.run());
        }
    }
}
