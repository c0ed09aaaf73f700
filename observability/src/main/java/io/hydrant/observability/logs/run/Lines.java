package io.hydrant.observability.logs.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// Walks over the lines of a file, a block at a time. For one thread.
final class Lines {
    static final int BLOCK_BYTES = 32 << 10;
    private static final int SEARCH_BYTES = 16 << 10;
    private static final byte[] NONE = {};

    private final Path file;
    private final long limit;
    private final Direction direction;
    private long edge;
    private byte[] block = NONE;
    private long blockStart;
    private long lineStart;
    private int lineBytes;

    /// @param limit where the last whole line ends
    Lines(Path file, long limit, Direction direction) {
        this.file = file;
        this.limit = limit;
        this.direction = direction;
        this.edge = direction == Direction.FORWARD ? 0 : limit;
    }

    /// Goes to the first line of which something holds that holds of all lines after it, too:
    /// forward that line is the next, backward the one before it.
    void seek(Predicate<EventHead> reached) throws IOException {
        long low = 0;
        long high = limit;
        while (high - low > SEARCH_BYTES) {
            long middle = (low + high) >>> 1;
            Lines probe = new Lines(file, limit, Direction.FORWARD);
            probe.edge = middle;
            boolean found = probe.step(); // the end of a line that began before
            do {
                found = found && probe.step();
            } while (found && probe.head().isEmpty());
            if (!found || probe.lineStart >= high || reached.test(probe.head().orElseThrow())) {
                high = middle;
            } else {
                low = probe.lineStart;
            }
        }
        Lines rest = new Lines(file, limit, Direction.FORWARD);
        rest.edge = low;
        edge = limit;
        while (edge == limit && rest.step()) {
            if (rest.head().filter(reached).isPresent()) {
                edge = rest.lineStart;
            }
        }
    }

    /// @return whether there is a line
    boolean step() throws IOException {
        return switch (direction) {
            case FORWARD -> stepForward();
            case BACKWARD -> stepBackward();
        };
    }

    private boolean stepForward() throws IOException {
        int wanted = BLOCK_BYTES;
        while (edge < limit) {
            if (edge >= blockStart && edge < blockStart + block.length) {
                for (int i = (int) (edge - blockStart); i < block.length; i++) {
                    if (block[i] == '\n') {
                        lineStart = edge;
                        lineBytes = (int) (blockStart + i - edge);
                        edge = blockStart + i + 1;
                        return true;
                    }
                }
            }
            if (!load(edge, (int) Math.min(wanted, limit - edge))) {
                return false;
            }
            wanted = Math.multiplyExact(wanted, 4);
        }
        return false;
    }

    private boolean stepBackward() throws IOException {
        int wanted = BLOCK_BYTES;
        while (edge > 0) {
            if (edge > blockStart && edge <= blockStart + block.length) {
                int i = (int) (edge - blockStart) - 2;
                while (i >= 0 && block[i] != '\n') {
                    i--;
                }
                if (i >= 0 || blockStart == 0) {
                    lineStart = blockStart + i + 1;
                    lineBytes = (int) (edge - lineStart - 1);
                    edge = lineStart;
                    return true;
                }
            }
            long start = Math.max(0, edge - wanted);
            if (!load(start, (int) (edge - start))) {
                return false;
            }
            wanted = Math.multiplyExact(wanted, 4);
        }
        return false;
    }

    /// @return whether all of it is there
    private boolean load(long start, int length) throws IOException {
        boolean again = start == blockStart && length <= block.length;
        block = Block.read(file, start, length);
        blockStart = start;
        return block.length == length && !again;
    }

    /// Of the line stepped to.
    Optional<EventHead> head() {
        int from = (int) (lineStart - blockStart);
        return EventLine.head(block, from, from + Math.min(lineBytes, EventLine.HEAD_BYTES_MAX));
    }

    /// Of a line that has a head.
    String message() throws IOException {
        if (block.length == 0) {
            byte[] line = Block.read(file, lineStart, lineBytes);
            return line.length == lineBytes ? EventLine.message(line, 0, lineBytes) : "";
        }
        int from = (int) (lineStart - blockStart);
        return EventLine.message(block, from, from + lineBytes);
    }

    int lineBytes() {
        return lineBytes;
    }

    boolean isLoaded() {
        return block.length > 0;
    }

    /// Gives the block up; it is read again when it is needed.
    void unload() {
        block = NONE;
    }
}
