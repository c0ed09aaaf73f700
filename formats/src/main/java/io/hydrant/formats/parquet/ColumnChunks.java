package io.hydrant.formats.parquet;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.parquet.Shredder.RowRange;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// The open row group of a file, with what is needed to write files of one schema one after the
/// other. For one thread.
final class ColumnChunks {
    private final TableSchema table;
    private final Parquet options;
    private final ParquetSchema schema;
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private final PageIndexes indexes = new PageIndexes();
    private final Footer footer;
    private final Shredder shredder;
    private long rows;

    ColumnChunks(TableSchema table, Parquet options, PageScratch scratch, Shredder shredder) {
        this.table = table;
        this.options = options;
        this.shredder = shredder;
        this.schema = new ParquetSchema(table, options.timestamps());
        PageCodec codec = PageCodec.of(options.compression());
        PageWriter pages = new PageWriter(options.version(), codec, scratch);
        for (Leaf leaf : schema.leaves()) {
            chunks.add(new ColumnChunk(leaf, options, pages));
        }
        this.footer = new Footer(schema, options.version(), codec.codec());
    }

    boolean isFor(TableSchema otherTable, Parquet otherOptions) {
        return (table == otherTable || table.equals(otherTable)) && options.equals(otherOptions);
    }

    PageIndexes indexes() {
        return indexes;
    }

    Footer footer() {
        return footer;
    }

    /// Whether a column holds others: rows may then be of any size.
    boolean nested() {
        return schema.nested();
    }

    long rows() {
        return rows;
    }

    void append(RowBatch batch, RowRange range) {
        for (int i = 0; i < schema.columns().size(); i++) {
            shredder.shred(schema.columns().get(i), batch.column(i), range, chunks);
        }
        rows += range.to() - range.from();
    }

    /// Bytes that the row group will have in the file, about.
    long bytesBuffered() {
        long bytes = 0;
        for (int i = 0; i < chunks.size(); i++) {
            bytes += chunks.get(i).bytesBuffered();
        }
        return bytes;
    }

    /// Writes the row group, which begins at `offset` of the file, and begins the next.
    Footer.RowGroup writeTo(OutputStream out, long offset) throws IOException {
        List<ChunkSummary> summaries = new ArrayList<>(chunks.size());
        long at = offset;
        boolean onePageEach = true;
        for (ColumnChunk chunk : chunks) {
            ChunkSummary summary = chunk.writeTo(out, at);
            summaries.add(summary);
            at += summary.totals().fileBytes();
            onePageEach &= chunk.pages().size() == 1;
        }
        List<Footer.Chunk> written = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            ChunkSummary summary = summaries.get(i);
            long dataAt = summary.offset() + summary.dictionaryBytes();
            PageIndexes.Place place =
                    onePageEach ? PageIndexes.Place.NONE : indexes.add(chunks.get(i), dataAt);
            written.add(new Footer.Chunk(summary, place));
            chunks.get(i).endChunk();
        }
        long rowCount = rows;
        rows = 0;
        return new Footer.RowGroup(rowCount, written);
    }

    /// Forgets all rows and indexes, for the next file.
    void clear() {
        chunks.forEach(ColumnChunk::endChunk);
        indexes.clear();
        rows = 0;
    }

    long bytesHeld() {
        long bytes = indexes.bytesHeld();
        for (int i = 0; i < chunks.size(); i++) {
            bytes += chunks.get(i).bytesHeld();
        }
        return bytes;
    }
}
