package io.hydrant.streams.log.segmented;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads the heads of frames in one segment file at a time, several with one read when frames are
/// small, jumping over payloads when they are big. For one thread.
final class HeadReader implements AutoCloseable {
    private static final int PAYLOAD_STEP_BYTES = 256 << 10;

    private final LogFiles files;
    private final FileWindow window;
    private LogFile file;
    private long segmentId;
    private ByteBuffer head = ByteBuffer.allocate(0);

    private HeadReader(LogFiles files, LogFile file, int windowBytes, long segmentId) {
        this.files = files;
        this.window = new FileWindow(windowBytes);
        this.file = file;
        this.segmentId = segmentId;
    }

    static HeadReader open(LogFiles files, Segment segment, int windowBytes) throws IOException {
        LogFile file = files.open(segment.path(), LogFiles.Access.READ);
        return new HeadReader(files, file, windowBytes, segment.header().segmentId());
    }

    /// Goes on with another segment.
    void move(Segment segment) throws IOException {
        LogFile next = files.open(segment.path(), LogFiles.Access.READ);
        file.close();
        file = next;
        segmentId = segment.header().segmentId();
        window.reset();
    }

    /// The head that starts at this position.
    ///
    /// @param limit where the readable part of the file ends
    /// @return empty when no whole and valid head is there, or its payload goes beyond the limit
    Optional<FrameHead> at(long position, long limit) throws IOException {
        ByteBuffer fixed = window.read(file, position, FrameHead.FIXED_BYTES, limit);
        if (fixed.remaining() < FrameHead.FIXED_BYTES) {
            return Optional.empty();
        }
        Optional<Integer> bytes = FrameHead.bytes(fixed);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        head = window.read(file, position, bytes.get(), limit);
        if (head.remaining() < bytes.get()) {
            return Optional.empty();
        }
        return FrameHead.decode(head, segmentId)
                .filter(found -> position + found.frameBytes() <= limit);
    }

    /// The bytes of the head found last; valid until the next is asked for.
    ByteBuffer head() {
        return head;
    }

    /// Whether a payload came along with what was read for the heads.
    boolean holds(long position, int bytes) {
        return window.holds(position, bytes);
    }

    /// Bytes that [#holds(long, int)] said are there.
    ByteBuffer held(long position, int bytes) throws IOException {
        return window.read(file, position, bytes, position + bytes);
    }

    /// Reads bytes through another window, so that the head stays as it is.
    ByteBuffer read(FileWindow other, long position, int bytes) throws IOException {
        other.reset();
        return other.read(file, position, bytes, position + bytes);
    }

    /// Whether the payload of the frame at this position is what was written. Moves the window.
    boolean payloadHolds(FrameHead found, long position) throws IOException {
        CRC32C crc = new CRC32C();
        long at = position + found.headBytes();
        long end = position + found.frameBytes();
        while (at < end) {
            int step = (int) Math.min(PAYLOAD_STEP_BYTES, end - at);
            ByteBuffer part = window.read(file, at, step, Long.MAX_VALUE);
            if (part.remaining() < step) {
                return false;
            }
            crc.update(part);
            at += step;
        }
        return (int) crc.getValue() == found.payloadCrc();
    }

    /// Where a head's magic stands next, at or behind a position.
    Optional<Long> nextMagic(long position, long limit) throws IOException {
        long at = position;
        while (at + Integer.BYTES <= limit) {
            int most = (int) Math.min(PAYLOAD_STEP_BYTES, limit - at);
            ByteBuffer part = window.read(file, at, most, limit);
            for (int i = 0; i + Integer.BYTES <= part.remaining(); i++) {
                if (part.getInt(i) == FrameHead.MAGIC) {
                    return Optional.of(at + i);
                }
            }
            if (part.remaining() < Integer.BYTES) {
                return Optional.empty();
            }
            at += part.remaining() - (Integer.BYTES - 1);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        window.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a file that was only read", e);
        }
    }
}
