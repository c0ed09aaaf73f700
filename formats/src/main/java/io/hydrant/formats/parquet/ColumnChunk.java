package io.hydrant.formats.parquet;

import io.hydrant.formats.column.Vector;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.parquet.Leaf.Storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One column of the open row group: its finished pages, and the page that is being filled.
///
/// A page ends when its values reach the configured size or it has [#PAGE_ROWS_MAX] rows, always
/// between two rows. For one thread.
final class ColumnChunk {
    /// As in parquet-java: pages of few bytes would else hold very many rows.
    static final int PAGE_ROWS_MAX = 20_000;

    private final Leaf leaf;
    private final int pageBytes;
    private final PageWriter pageWriter;
    private final PageValues values;
    private final ByteChain finished = new ByteChain();
    private final List<PageEntry> pages = new ArrayList<>();

    /// Levels of the open page, unless all its entries are values of columns without lists.
    private byte[] definitions = new byte[0];

    private byte[] repetitions = new byte[0];
    private boolean leveled;
    private int entries;
    private int rows;

    private long chunkRows;
    private long chunkEntries;
    private long chunkNulls;
    private long uncompressedBytes;
    private int indexPages;

    ColumnChunk(Leaf leaf, Parquet options, PageWriter pageWriter) {
        this.leaf = leaf;
        this.pageBytes = options.pageBytes();
        this.pageWriter = pageWriter;
        this.values =
                switch (leaf.storage()) {
                    case Storage.Bool _ -> new BooleanValues(options.version());
                    case Storage.Number _, Storage.Int96 _, Storage.ShortDecimal _ ->
                            new NumberValues(leaf, options.dictionary());
                    case Storage.LongDecimal _, Storage.Bytes _ ->
                            new BytesValues(leaf, options.dictionary());
                };
    }

    /// Adds the rows from `from` to `to` of a column that holds no others; none is null.
    void appendRows(Vector vector, int from, int to) {
        int at = from;
        while (at < to) {
            int rowsMax = Math.min(to, at + PAGE_ROWS_MAX - rows);
            int taken = values.fitting(vector, at, rowsMax, pageBytes);
            values.appendAll(vector, at, at + taken);
            if (leveled) {
                reserveLevels(taken);
                Arrays.fill(definitions, entries, entries + taken, (byte) leaf.definitionMax());
            }
            entries += taken;
            rows += taken;
            at += taken;
            closePageIfFull();
        }
    }

    /// Adds the entries of whole rows.
    void append(Vector vector, Levels levels) {
        int start = 0;
        while (start < levels.count) {
            int end = start;
            long bytes = values.plainBytes();
            do {
                do {
                    if (levels.indices[end] >= 0) {
                        bytes += values.plainBytesOf(vector, levels.indices[end]);
                    }
                    end++;
                } while (end < levels.count && levels.repetitions[end] != 0);
                rows++;
            } while (end < levels.count && rows < PAGE_ROWS_MAX && bytes < pageBytes);
            values.append(vector, levels, start, end);
            appendLevels(levels, start, end);
            closePageIfFull();
            start = end;
        }
    }

    private void appendLevels(Levels levels, int start, int end) {
        int length = end - start;
        reserveLevels(length);
        if (!leveled) {
            leveled = true;
            Arrays.fill(definitions, 0, entries, (byte) leaf.definitionMax());
        }
        System.arraycopy(levels.definitions, start, definitions, entries, length);
        if (leaf.repetitionMax() > 0) {
            System.arraycopy(levels.repetitions, start, repetitions, entries, length);
        }
        entries += length;
    }

    private void reserveLevels(int more) {
        int needed = Math.addExact(entries, more);
        if (needed > definitions.length) {
            int doubled = (int) Math.min(2L * definitions.length, Integer.MAX_VALUE - 16);
            definitions = Arrays.copyOf(definitions, Math.max(needed, doubled));
            if (leaf.repetitionMax() > 0) {
                repetitions = Arrays.copyOf(repetitions, definitions.length);
            }
        }
    }

    private void closePageIfFull() {
        if (rows >= PAGE_ROWS_MAX || values.plainBytes() >= pageBytes) {
            closePage(false);
        }
    }

    private void closePage(boolean last) {
        boolean only = last && pages.isEmpty();
        int valueCount = values.count;
        PageWriter.Written written = pageWriter.write(page(), values, only, finished);
        pages.add(
                new PageEntry(
                        finished.size() - written.fileBytes(),
                        written.fileBytes(),
                        chunkRows,
                        valueCount,
                        entries - valueCount,
                        values.pageBounds()));
        uncompressedBytes += written.uncompressedBytes();
        indexPages += written.indices() ? 1 : 0;
        chunkRows += rows;
        chunkEntries += entries;
        chunkNulls += entries - valueCount;
        values.endPage();
        entries = 0;
        rows = 0;
        leveled = false;
    }

    private PageWriter.PageLevels page() {
        return new PageWriter.PageLevels(leaf, definitions, repetitions, leveled, entries, rows);
    }

    /// Bytes that the chunk will have in the file, about.
    long bytesBuffered() {
        return finished.size() + values.plainBytes();
    }

    /// Writes the chunk, which begins at `offset` of the file. [#endChunk()] must follow.
    ChunkSummary writeTo(OutputStream out, long offset) throws IOException {
        if (entries > 0) {
            closePage(true);
        }
        int dictionaryBytes = 0;
        if (values.dictionarySize() > 0) {
            PageWriter.Written written = pageWriter.writeDictionary(values, out);
            dictionaryBytes = written.fileBytes();
            uncompressedBytes += written.uncompressedBytes();
        }
        long fileBytes = dictionaryBytes + finished.size();
        finished.drainTo(out);
        ChunkSummary.Totals totals =
                new ChunkSummary.Totals(
                        chunkEntries,
                        chunkNulls,
                        fileBytes,
                        uncompressedBytes,
                        indexPages,
                        pages.size() - indexPages);
        return new ChunkSummary(offset, dictionaryBytes, totals, values.chunkBounds());
    }

    /// The pages of the chunk.
    List<PageEntry> pages() {
        return pages;
    }

    /// How the bounds of the pages follow each other, by the number that Parquet gives it.
    int boundaryOrder() {
        return values.boundaryOrder();
    }

    /// Forgets all, for the next row group or file.
    void endChunk() {
        values.endChunk();
        finished.clear();
        pages.clear();
        leveled = false;
        entries = 0;
        rows = 0;
        chunkRows = 0;
        chunkEntries = 0;
        chunkNulls = 0;
        uncompressedBytes = 0;
        indexPages = 0;
    }

    long bytesHeld() {
        return finished.bytesHeld() + values.bytesHeld() + definitions.length + repetitions.length;
    }
}
