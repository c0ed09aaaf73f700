package io.hydrant.cli.tail.record;

/// A record is a line.
public final class Lines implements RecordCutter {
    @Override
    public int cut(byte[] bytes, int from, int to, FileEnd end) {
        int next = after(bytes, from, to);
        return next == NONE && end == FileEnd.FINAL && from < to ? to : next;
    }

    /// One past the next newline.
    static int after(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return NONE;
    }
}
