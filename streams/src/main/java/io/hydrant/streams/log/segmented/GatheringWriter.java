package io.hydrant.streams.log.segmented;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Writes many buffers with few system calls. For the committer, one file at a time.
///
/// Large direct buffers go to the file as they are. Everything else is copied once into a direct
/// buffer that stays in the processor's cache; left to itself the JDK would do the same with
/// temporary buffers as large as the sources, and keep those for the thread's life.
///
/// The kernel copies into its page cache much faster when source and file position lie alike within
/// a cache line. So the direct buffer is filled from such a place on, and a large direct buffer
/// that lies otherwise is copied through it as well, which costs less than the slow copy would.
final class GatheringWriter {
    private static final int STAGING_BYTES = 1 << 20;
    private static final int LINE_BYTES = 64;
    private static final int DIRECT_BYTES_MIN = 16 << 10;
    private static final int GATHERED_BYTES_MAX = 1 << 20;

    private final ByteBuffer staging;
    private final List<ByteBuffer> sources = new ArrayList<>();
    private int stagedFrom;
    private int gatheredBytes;
    private LogFile file;
    private long position;

    GatheringWriter() {
        this(STAGING_BYTES);
    }

    private GatheringWriter(int stagingBytes) {
        staging = ByteBuffer.allocateDirect(stagingBytes + 2 * LINE_BYTES).alignedSlice(LINE_BYTES);
    }

    /// Forgets what was not flushed and goes on at a position of a file.
    void begin(LogFile target, long at) {
        file = target;
        position = at;
        clear();
    }

    /// Takes a buffer, which must not change until [#flush()]; its position stays.
    void put(ByteBuffer source) throws IOException {
        ByteBuffer rest = source.duplicate();
        if (rest.remaining() >= DIRECT_BYTES_MIN && rest.isDirect() && liesLikeTheFile(rest)) {
            cutStaged();
            sources.add(rest);
            gatheredBytes += rest.remaining();
            if (gatheredBytes >= GATHERED_BYTES_MAX) {
                flush();
            }
            return;
        }
        while (rest.hasRemaining()) {
            if (!staging.hasRemaining()) {
                flush();
            }
            int part = Math.min(rest.remaining(), staging.remaining());
            staging.put(staging.position(), rest, rest.position(), part);
            staging.position(staging.position() + part);
            rest.position(rest.position() + part);
        }
    }

    private boolean liesLikeTheFile(ByteBuffer source) {
        long filePosition = position + gatheredBytes + staging.position() - stagedFrom;
        return source.alignmentOffset(source.position(), LINE_BYTES)
                == (filePosition & (LINE_BYTES - 1));
    }

    void flush() throws IOException {
        cutStaged();
        while (!sources.isEmpty()) {
            long written = file.write(sources.toArray(ByteBuffer[]::new), position);
            if (written <= 0) {
                throw new EOFException("a write took nothing at position " + position);
            }
            position += written;
            sources.removeIf(source -> !source.hasRemaining());
        }
        clear();
    }

    static void writeAll(LogFile file, ByteBuffer source, long at) throws IOException {
        GatheringWriter writer = new GatheringWriter(source.remaining());
        writer.begin(file, at);
        writer.put(source);
        writer.flush();
    }

    private void cutStaged() {
        if (staging.position() > stagedFrom) {
            sources.add(staging.slice(stagedFrom, staging.position() - stagedFrom));
            gatheredBytes += staging.position() - stagedFrom;
            stagedFrom = staging.position();
        }
    }

    private void clear() {
        sources.clear();
        staging.clear();
        stagedFrom = (int) (position & (LINE_BYTES - 1));
        staging.position(stagedFrom);
        gatheredBytes = 0;
    }
}
