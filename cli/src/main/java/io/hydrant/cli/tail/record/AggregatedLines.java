package io.hydrant.cli.tail.record;

import java.util.Arrays;
import java.util.function.Predicate;

/// A record is as many lines as fit into a size, at least one.
public final class AggregatedLines implements RecordCutter {
    private final int sizeBytes;
    private final Predicate<byte[]> alone;

    /// @param sizeBytes a record of several lines is at most this large
    /// @param alone lines that are never part of a larger record
    public AggregatedLines(int sizeBytes, Predicate<byte[]> alone) {
        this.sizeBytes = sizeBytes;
        this.alone = alone;
    }

    @Override
    public int cut(byte[] bytes, int from, int to, FileEnd end) {
        int cut = NONE;
        int line = from;
        while (true) {
            int next = Lines.after(bytes, line, to);
            if (next == NONE && end == FileEnd.FINAL && line < to) {
                next = to;
            }
            if (next == NONE) {
                return end == FileEnd.OPEN ? NONE : cut;
            }
            boolean alonePart = alone.test(Arrays.copyOfRange(bytes, line, next));
            if (cut != NONE && (next - from > sizeBytes || alonePart)) {
                return cut;
            }
            if (alonePart || next - from > sizeBytes) {
                return next;
            }
            cut = next;
            line = next;
        }
    }
}
