package io.hydrant.observability.logs.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One file of a stream, as far as it is written. Changed by one thread at a time, read by many.
public final class Run {
    /// What a file costs beside its bytes, for quotas.
    public static final long OVERHEAD_BYTES = 16 << 10;

    private static final int TAIL_BYTES = 4 << 10;

    private final Path file;
    private final int number;
    private final EventHead first;
    private volatile EventHead last;
    private volatile long bytes;
    private boolean sealed;

    private Run(Path file, int number, EventHead first, EventHead last, long bytes) {
        this.file = file;
        this.number = number;
        this.first = first;
        this.last = last;
        this.bytes = bytes;
    }

    /// A file that is about to be written.
    public static Run begin(Path file, int number, EventHead first) {
        return new Run(file, number, first, first, 0);
    }

    /// A file that is there. What stands after its last whole line is cut off.
    ///
    /// @return empty when it holds no event
    public static Optional<Run> open(Path file, int number) throws IOException {
        long length = Files.size(file);
        long end = lastLineEnd(file, length);
        if (end < length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
        Optional<EventHead> first = edge(file, end, Direction.FORWARD);
        Optional<EventHead> last = edge(file, end, Direction.BACKWARD);
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Run(file, number, first.get(), last.get(), end));
    }

    private static Optional<EventHead> edge(Path file, long bytes, Direction direction)
            throws IOException {
        Lines lines = new Lines(file, bytes, direction);
        while (lines.step()) {
            if (lines.head().isPresent()) {
                return lines.head();
            }
        }
        return Optional.empty();
    }

    private static long lastLineEnd(Path file, long length) throws IOException {
        long end = length;
        while (end > 0) {
            long start = Math.max(0, end - TAIL_BYTES);
            byte[] block = Block.read(file, start, (int) (end - start));
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    /// Notes what was written.
    public void grow(EventHead newLast, long writtenBytes) {
        last = newLast;
        bytes += writtenBytes;
    }

    /// Nothing may be written to it any more: where it ends on the disk is not known.
    public void seal() {
        sealed = true;
    }

    public boolean isSealed() {
        return sealed;
    }

    public Path file() {
        return file;
    }

    public int number() {
        return number;
    }

    public EventHead first() {
        return first;
    }

    public EventHead last() {
        return last;
    }

    public long bytes() {
        return bytes;
    }
}
