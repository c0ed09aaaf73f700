package io.hydrant.formats.parquet;

import java.util.Arrays;

/// What is needed while a page is made, shared by all columns. For one thread.
final class PageScratch {
    /// The page: its levels and values.
    final ByteSink page = new ByteSink();

    /// The page's values or levels, compressed.
    final ByteSink compressed = new ByteSink();

    /// The page's header.
    final ByteSink header = new ByteSink();

    private int[] indices = new int[0];
    private final long[] seen = new long[1 << 12];

    /// Room for `count` numbers, which hold anything.
    int[] indices(int count) {
        if (indices.length < count) {
            indices = new int[Math.max(count, 2 * indices.length)];
        }
        return indices;
    }

    /// An empty set of up to `1 << bits` numbers; 6-18 bits.
    long[] emptyBitmap(int bits) {
        Arrays.fill(seen, 0, 1 << bits - 6, 0);
        return seen;
    }

    long bytesHeld() {
        return page.bytes.length
                + compressed.bytes.length
                + header.bytes.length
                + 4L * indices.length
                + 8L * seen.length;
    }
}
