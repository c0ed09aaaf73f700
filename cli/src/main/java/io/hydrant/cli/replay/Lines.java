package io.hydrant.cli.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Lines of bytes, without their ends (`\n` or `\r\n`) and without a byte order mark at the
/// beginning. For one thread.
final class Lines {
    private static final int LINE_BYTES_MAX = 16 << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private boolean ended;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /// The number of the last line, from 1.
    long number() {
        return number;
    }

    /// The next line, possibly empty.
    ///
    /// @return an array of its own; the shared [#END] at the end
    byte[] next() throws IOException {
        int searched = from;
        while (true) {
            for (int place = searched; place < to; place++) {
                if (buffer[place] == '\n') {
                    byte[] line = cut(place);
                    from = place + 1;
                    return line;
                }
            }
            searched = to - from;
            if (ended) {
                byte[] rest = from == to ? END : cut(to);
                from = to;
                return rest;
            }
            fill();
            searched += from;
        }
    }

    /// What comes after the last line; told apart by identity.
    static final byte[] END = new byte[0];

    private byte[] cut(int end) {
        number++;
        int start = from;
        if (number == 1 && startsWithMark(end)) {
            start += BYTE_ORDER_MARK.length;
        }
        int last = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
        return Arrays.copyOfRange(buffer, start, last);
    }

    private boolean startsWithMark(int end) {
        int markEnd = from + BYTE_ORDER_MARK.length;
        return end >= markEnd
                && Arrays.equals(buffer, from, markEnd, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            if (to >= LINE_BYTES_MAX) {
                throw new IOException(
                        "line %d is longer than %,d bytes".formatted(number + 1, LINE_BYTES_MAX));
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, to, buffer.length - to);
        ended = count < 0;
        to += Math.max(0, count);
    }
}
