package io.hydrant.streams.intake;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// Buffers outside the heap for the payloads of puts, used again and again: a file is written from
/// them without a copy, and big arrays that die young cost the collector dear.
///
/// Holds a fixed number of buffers of [#BUFFER_BYTES], each allocated when first needed. When all
/// are out, and for payloads that are small or larger than a buffer, buffers come from the heap
/// instead. Safe for use by many threads.
public final class PayloadPool {
    public static final int BUFFER_BYTES = 4 << 20;

    /// Below this, a buffer from the heap is cheaper than a visit to the pool.
    public static final int POOLED_BYTES_MIN = 32 << 10;

    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger unallocatedCount;

    /// @param buffersMax how many buffers of 4 MiB to hold at most
    public PayloadPool(int buffersMax) {
        unallocatedCount = new AtomicInteger(buffersMax);
    }

    /// A buffer with room for so many bytes; position 0, of any content.
    public Lease lease(int bytes) {
        if (bytes < POOLED_BYTES_MIN || bytes > BUFFER_BYTES) {
            return new Lease(ByteBuffer.allocate(bytes));
        }
        ByteBuffer last = free.pollFirst();
        if (last != null) {
            return new Lease(last.clear());
        }
        if (unallocatedCount.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            return new Lease(ByteBuffer.allocateDirect(BUFFER_BYTES));
        }
        return new Lease(ByteBuffer.allocate(bytes));
    }

    /// A buffer on loan. For one thread.
    public final class Lease implements AutoCloseable {
        private final ByteBuffer buffer;
        private boolean closed;

        private Lease(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        public ByteBuffer buffer() {
            return buffer;
        }

        /// Gives the buffer back; nobody may use it or its duplicates any more.
        @Override
        public void close() {
            if (!closed && buffer.isDirect()) {
                free.addFirst(buffer);
            }
            closed = true;
        }
    }
}
