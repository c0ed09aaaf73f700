package io.hydrant.cli.tail.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/// Reads records of files, one file after the other, through a window that grows up to a bound.
///
/// A record larger than the bound is cut there, and the rest of its last line is passed over. For
/// one thread.
public final class RecordReader {
    private static final int FIRST_WINDOW_BYTES = 256 * 1024;
    private static final int SCAN_BYTES = 64 * 1024;

    private final int windowBytesMax;
    private byte[] window;
    private long owner = -1;
    private long windowOffset;
    private int from;
    private int to;

    /// How far the rest of a record that is too large was looked through; 0 when there is none.
    private long scannedOffset;

    public RecordReader(int windowBytesMax) {
        this.windowBytesMax = windowBytesMax;
        this.window = new byte[Math.min(FIRST_WINDOW_BYTES, windowBytesMax)];
    }

    /// What is read from.
    ///
    /// @param number tells files apart; a file whose content was replaced gets another one
    /// @param offset where the record begins
    /// @param end what to make of the file's end
    public record Source(long number, FileChannel channel, long offset, FileEnd end) {}

    /// @return empty when there is no whole record up to the file's present end
    public Optional<CutRecord> read(Source source, RecordCutter cutter) throws IOException {
        moveTo(source);
        while (true) {
            if (scannedOffset > 0) {
                return passOver(source);
            }
            int cut = cutter.cut(window, from, to, FileEnd.OPEN);
            if (cut != RecordCutter.NONE) {
                return Optional.of(take(cut));
            }
            if (from == 0 && to == windowBytesMax) {
                scannedOffset = windowOffset + to;
            } else if (!fill(source.channel())) {
                int last = cutter.cut(window, from, to, source.end());
                return last == RecordCutter.NONE ? Optional.empty() : Optional.of(take(last));
            }
        }
    }

    /// Where the file ended when it was last read.
    public long endOffset() {
        return Math.max(windowOffset + to, scannedOffset);
    }

    private void moveTo(Source source) {
        if (owner != source.number() || windowOffset + from != source.offset()) {
            owner = source.number();
            windowOffset = source.offset();
            from = 0;
            to = 0;
            scannedOffset = 0;
        }
    }

    private CutRecord take(int cut) {
        byte[] data = Arrays.copyOfRange(window, from, cut);
        from = cut;
        return new CutRecord(data, windowOffset + cut, 0);
    }

    private boolean fill(FileChannel channel) throws IOException {
        if (from > 0 && (from == to || to == window.length)) {
            System.arraycopy(window, from, window, 0, to - from);
            windowOffset += from;
            to -= from;
            from = 0;
        }
        if (to == window.length) {
            window = Arrays.copyOf(window, Math.min(windowBytesMax, window.length * 4));
        }
        ByteBuffer free = ByteBuffer.wrap(window, to, window.length - to);
        int read = channel.read(free, windowOffset + to);
        if (read <= 0) {
            return false;
        }
        to += read;
        return true;
    }

    /// Looks for the end of a record whose beginning fills the window.
    private Optional<CutRecord> passOver(Source source) throws IOException {
        byte[] chunk = new byte[SCAN_BYTES];
        while (true) {
            int read = source.channel().read(ByteBuffer.wrap(chunk), scannedOffset);
            if (read <= 0) {
                return source.end() == FileEnd.FINAL
                        ? Optional.of(takeAll(scannedOffset))
                        : Optional.empty();
            }
            int next = Lines.after(chunk, 0, read);
            if (next != RecordCutter.NONE) {
                return Optional.of(takeAll(scannedOffset + next));
            }
            scannedOffset += read;
        }
    }

    private CutRecord takeAll(long endOffset) {
        byte[] data = Arrays.copyOf(window, to);
        long discardedBytes = endOffset - windowOffset - to;
        windowOffset = endOffset;
        from = 0;
        to = 0;
        scannedOffset = 0;
        return new CutRecord(data, endOffset, discardedBytes);
    }
}
