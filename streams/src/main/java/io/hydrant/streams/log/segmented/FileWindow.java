package io.hydrant.streams.log.segmented;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A piece of a file in memory that moves on as it is read. For one thread.
///
/// Its memory lies outside the heap, is reused, grows for a piece that does not fit, and shrinks
/// back at the next ordinary piece.
final class FileWindow implements AutoCloseable {
    private static final int GROWTH_KEPT = 16;

    private final int usualBytes;

    /// Closing one costs a word with every thread of the process, so there is none before it is
    /// needed.
    private Optional<Arena> arena = Optional.empty();

    private ByteBuffer memory;
    private long start;
    private int filled;

    FileWindow(int usualBytes) {
        this.usualBytes = usualBytes;
        this.memory = ByteBuffer.allocate(0);
    }

    /// Forgets what it holds, because another file is read from now on.
    void reset() {
        filled = 0;
    }

    boolean holds(long position, int bytes) {
        return position >= start && position + bytes <= start + filled;
    }

    /// Bytes of the file; valid until the next call. Reads ahead as far as the limit and the window
    /// allow.
    ///
    /// @return exactly so many bytes, or fewer when the file or the limit ends before
    ByteBuffer read(LogFile file, long position, int bytes, long limit) throws IOException {
        if (!holds(position, bytes)) {
            fill(file, position, bytes, limit);
        }
        int from = (int) (position - start);
        return memory.slice(from, Math.max(0, Math.min(bytes, filled - from)));
    }

    private void fill(LogFile file, long position, int bytes, long limit) throws IOException {
        filled = 0;
        start = position;
        reserve(bytes);
        int most = Math.clamp(limit - position, 0, memory.capacity());
        memory.clear().limit(most);
        while (memory.hasRemaining()) {
            int read = file.read(memory, position + memory.position());
            if (read <= 0) {
                break;
            }
            filled += read;
        }
        memory.clear();
    }

    private void reserve(int bytes) {
        int wanted = Math.max(bytes, usualBytes);
        boolean fits = memory.capacity() >= wanted;
        boolean fair = memory.capacity() <= (long) GROWTH_KEPT * wanted;
        if (fits && fair) {
            return;
        }
        close();
        Arena fresh = Arena.ofShared();
        arena = Optional.of(fresh);
        int rounded = Math.max(wanted, Integer.highestOneBit(wanted - 1) << 1);
        memory = fresh.allocate(rounded, Long.BYTES).asByteBuffer();
    }

    @Override
    public void close() {
        arena.ifPresent(Arena::close);
        arena = Optional.empty();
        memory = ByteBuffer.allocate(0);
        filled = 0;
    }
}
