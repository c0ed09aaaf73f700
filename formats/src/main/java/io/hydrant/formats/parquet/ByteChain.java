package io.hydrant.formats.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Finished pages of a column, waiting for their row group to be written. For one thread.
///
/// They are kept in pieces of one size, so that nothing is copied as more come.
final class ByteChain {
    private static final int PIECE_BYTES = 32 << 10;

    private static final int PIECES_KEPT_MAX = 8;

    private final List<byte[]> pieces = new ArrayList<>();
    private long size;

    void put(byte[] source, int from, int length) {
        int at = from;
        int left = length;
        while (left > 0) {
            int used = (int) (size % PIECE_BYTES);
            int index = (int) (size / PIECE_BYTES);
            if (index == pieces.size()) {
                pieces.add(new byte[PIECE_BYTES]);
            }
            int part = Math.min(left, PIECE_BYTES - used);
            System.arraycopy(source, at, pieces.get(index), used, part);
            at += part;
            left -= part;
            size += part;
        }
    }

    long size() {
        return size;
    }

    long bytesHeld() {
        return (long) pieces.size() * PIECE_BYTES;
    }

    /// Writes all to `out`. A few pieces are kept for what comes next.
    void drainTo(OutputStream out) throws IOException {
        long left = size;
        for (int i = 0; left > 0; i++) {
            int part = (int) Math.min(left, PIECE_BYTES);
            out.write(pieces.get(i), 0, part);
            left -= part;
        }
        clear();
    }

    void clear() {
        size = 0;
        while (pieces.size() > PIECES_KEPT_MAX) {
            pieces.removeLast();
        }
    }
}
