package io.hydrant.formats.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// The column indexes and offset indexes of a file, collected until its end. For one thread.
///
/// Readers skip pages by them. A chunk whose pages have no order, or one of whose pages holds a
/// NaN, has no column index. Row groups of one page per column have no indexes: the statistics of
/// the chunks say the same.
///
/// Source: Parquet format, PageIndex.md; ColumnIndex and OffsetIndex in parquet.thrift.
final class PageIndexes {
    private static final byte[] NOTHING = {};

    private final ByteSink columnIndexes = new ByteSink();
    private final ByteSink offsetIndexes = new ByteSink();

    /// Where the indexes of a chunk are among those of the file; no bytes if there are none.
    record Place(int columnIndexAt, int columnIndexBytes, int offsetIndexAt, int offsetIndexBytes) {
        static final Place NONE = new Place(0, 0, 0, 0);
    }

    /// Where the indexes begin in the file.
    record Placed(long columnIndexesAt, long offsetIndexesAt) {}

    Placed placed(long start) {
        return new Placed(start, start + columnIndexes.size);
    }

    /// @param dataAt where the chunk's first data page is in the file
    Place add(ColumnChunk chunk, long dataAt) {
        int columnIndexAt = columnIndexes.size;
        int offsetIndexAt = offsetIndexes.size;
        List<PageEntry> pages = chunk.pages();
        if (isOrdered(pages)) {
            putColumnIndex(pages, chunk.boundaryOrder());
        }
        putOffsetIndex(pages, dataAt);
        return new Place(
                columnIndexAt,
                columnIndexes.size - columnIndexAt,
                offsetIndexAt,
                offsetIndexes.size - offsetIndexAt);
    }

    private static boolean isOrdered(List<PageEntry> pages) {
        boolean bounded = false;
        for (PageEntry page : pages) {
            if (!page.holdsNullsOnly() && page.bounds().isEmpty()) {
                return false;
            }
            bounded |= page.bounds().isPresent();
        }
        return bounded;
    }

    private void putColumnIndex(List<PageEntry> pages, int boundaryOrder) {
        CompactStruct out = new CompactStruct(columnIndexes).begin();
        out.list(1, CompactStruct.BOOLEAN, pages.size());
        pages.forEach(page -> out.putBool(page.holdsNullsOnly()));
        out.list(2, CompactStruct.BINARY, pages.size());
        pages.forEach(page -> out.putBinary(page.bounds().map(Bounds::min).orElse(NOTHING)));
        out.list(3, CompactStruct.BINARY, pages.size());
        pages.forEach(page -> out.putBinary(page.bounds().map(Bounds::max).orElse(NOTHING)));
        out.i32(4, boundaryOrder);
        out.list(5, CompactStruct.I64, pages.size());
        pages.forEach(page -> out.putI64(page.nulls()));
        out.end();
    }

    private void putOffsetIndex(List<PageEntry> pages, long dataAt) {
        CompactStruct out = new CompactStruct(offsetIndexes).begin();
        out.list(1, CompactStruct.STRUCT, pages.size());
        for (PageEntry page : pages) {
            out.begin()
                    .i64(1, dataAt + page.offset())
                    .i32(2, page.fileBytes())
                    .i64(3, page.firstRow())
                    .end();
        }
        out.end();
    }

    /// Writes all indexes; returns how many bytes they have.
    long writeTo(OutputStream out) throws IOException {
        out.write(columnIndexes.bytes, 0, columnIndexes.size);
        out.write(offsetIndexes.bytes, 0, offsetIndexes.size);
        return (long) columnIndexes.size + offsetIndexes.size;
    }

    void clear() {
        columnIndexes.clear();
        offsetIndexes.clear();
    }

    long bytesHeld() {
        return columnIndexes.bytes.length + offsetIndexes.bytes.length;
    }
}
