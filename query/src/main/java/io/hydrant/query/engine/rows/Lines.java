package io.hydrant.query.engine.rows;

import io.hydrant.formats.json.RowReader;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a file, each ended by `\n`, `\r\n` or the file's end. For one thread.
final class Lines {
    private static final int READ_BYTES = 1 << 16;
    private static final int LINE_BYTES_MAX = 128 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[READ_BYTES + RowReader.SLACK_BYTES];
    private int start;
    private int end;
    private int filled;
    private long number;
    private boolean ended;

    /// How far the last filling moved what was there.
    private int shifted;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line.
    ///
    /// @return false when there is none
    boolean next() throws IOException {
        start = number == 0 ? 0 : Math.min(filled, after(end));
        int from = start;
        while (true) {
            int at = indexOfEnd(from);
            if (at >= 0) {
                end = at;
                number++;
                return true;
            }
            from = filled;
            if (ended || !fill()) {
                if (start == filled) {
                    return false;
                }
                end = filled;
                number++;
                return true;
            }
            from -= shifted;
        }
    }

    private int after(int lineEnd) {
        return lineEnd < filled ? lineEnd + 1 : lineEnd;
    }

    private int indexOfEnd(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        shifted = 0;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            shifted = start;
            filled -= start;
            start = 0;
        }
        int room = buffer.length - RowReader.SLACK_BYTES - filled;
        if (room < READ_BYTES / 2) {
            if (filled > LINE_BYTES_MAX) {
                throw new IOException(
                        "line %d is longer than %d bytes".formatted(number + 1, LINE_BYTES_MAX));
            }
            buffer = Arrays.copyOf(buffer, filled * 2 + READ_BYTES + RowReader.SLACK_BYTES);
            room = buffer.length - RowReader.SLACK_BYTES - filled;
        }
        int got = in.read(buffer, filled, room);
        if (got < 0) {
            ended = true;
            return false;
        }
        filled += got;
        return true;
    }

    /// The bytes that hold the line, and [RowReader#SLACK_BYTES] more.
    byte[] bytes() {
        return buffer;
    }

    int from() {
        return start;
    }

    /// Behind the line's last byte.
    int to() {
        return end > start && buffer[end - 1] == '\r' ? end - 1 : end;
    }

    boolean isBlank() {
        for (int i = from(); i < to(); i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /// From 1.
    long number() {
        return number;
    }
}
