package io.hydrant.formats.parquet;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.file.FileFormat.Parquet.Version;

import java.util.Arrays;
import java.util.Optional;

/// Booleans: packed bits in pages of version 1, the hybrid encoding in those of version 2. For one
/// thread.
final class BooleanValues extends PageValues {
    private final Version version;
    private final NumberBounds bounds = new NumberBounds(Leaf.Order.SIGNED, 1);
    private int[] values = new int[0];

    BooleanValues(Version version) {
        this.version = version;
    }

    @Override
    void appendAll(Vector vector, int from, int to) {
        reserve(to - from);
        int[] source = ((IntVector) vector).values();
        for (int i = from; i < to; i++) {
            values[count++] = source[i] & 1;
        }
    }

    @Override
    void append(Vector vector, Levels levels, int from, int to) {
        reserve(to - from);
        int[] source = ((IntVector) vector).values();
        for (int i = from; i < to; i++) {
            if (levels.indices[i] >= 0) {
                values[count++] = source[levels.indices[i]] & 1;
            }
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(count, more);
        if (needed > values.length) {
            int doubled = (int) Math.min(2L * values.length, Integer.MAX_VALUE - 16);
            values = Arrays.copyOf(values, Math.max(needed, doubled));
        }
    }

    @Override
    int fitting(Vector vector, int from, int to, long bytesMax) {
        return Math.clamp(8 * bytesMax - count, 1, to - from);
    }

    /// Bits are counted as a byte for every eight values of the page.
    @Override
    long plainBytesOf(Vector vector, int index) {
        return 0;
    }

    @Override
    long plainBytes() {
        return count / 8;
    }

    @Override
    boolean encode(boolean only, PageScratch scratch) {
        setBounds();
        ByteSink page = scratch.page;
        switch (version) {
            case V1 -> {
                HybridEncoding.pack(values, 0, count, 1, page);
            }
            case V2 -> {
                int start = page.size;
                page.putInt(0);
                HybridEncoding.encode(values, count, 1, page);
                ByteSink.INT.set(page.bytes, start, page.size - start - 4);
            }
        }
        return false;
    }

    private void setBounds() {
        int all = 1;
        int any = 0;
        for (int i = 0; i < count; i++) {
            all &= values[i];
            any |= values[i];
        }
        bounds.setPage(new long[] {all, any}, count == 0 ? 0 : 2);
    }

    @Override
    Optional<Bounds> pageBounds() {
        return bounds.page();
    }

    @Override
    Optional<Bounds> chunkBounds() {
        return bounds.chunk();
    }

    @Override
    int boundaryOrder() {
        return bounds.boundaryOrder();
    }

    @Override
    void endPage() {
        count = 0;
    }

    @Override
    void endChunk() {
        count = 0;
        bounds.clear();
    }

    @Override
    long bytesHeld() {
        return 4L * values.length;
    }
}
